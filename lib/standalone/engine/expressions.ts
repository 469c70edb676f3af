import { Environment } from "@marcbachmann/cel-js";

/**
 * Expressions of triggers, waits, cancellations and keys: CEL with Inngest's own semantics, which are not plain CEL's. An
 * absent attribute is null, and an expression that fails does not match. `has()` differs between servers
 * (on Inngest `!has(x.missing)` does not match), so it is refused: write `== null`.
 */

export type ExpressionVariables = { event: unknown; async?: unknown };

type Compiled = (variables: ExpressionVariables) => unknown;

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
  .registerFunction("lowercase(dyn): string", (text: unknown) => String(text).toLowerCase())
  .registerFunction("uppercase(dyn): string", (text: unknown) => String(text).toUpperCase());

const compiled = new Map<string, Compiled>();
/** Expressions come from the app's own source, so the cache stays small; a cap guards against generated ones. */
const compiledMax = 1_000;

function compile(expression: string): Compiled {
  const known = compiled.get(expression);
  if (known) return known;
  const fresh: Compiled = environment.parse(expression);
  if (compiled.size >= compiledMax) compiled.clear();
  compiled.set(expression, fresh);
  return fresh;
}

/** Says why this expression cannot be used, or null if it can. */
export function expressionProblem(expression: string): string | null {
  const withoutTexts = expression.replace(
    /'(?:[^'\\]|\\[\s\S])*(?:'|\\?$)|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)/g,
    "''",
  );
  if (/\bhas\s*\(/.test(withoutTexts))
    return "has() means different things on different servers: write == null";
  try {
    compile(expression);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "syntax error") : "syntax error";
  }
}

/** Whether the expression holds. No expression always holds; one that fails never does. */
export function matches(expression: string | null | undefined, variables: ExpressionVariables): boolean {
  if (!expression) return true;
  try {
    return compile(expression)(withNullForAbsent(variables)) === true;
  } catch {
    return false;
  }
}

/** The value of a key expression as text that PostgreSQL can store; `null` if it fails, so that such events share one key. */
export function keyOf(expression: string, event: unknown): string {
  try {
    const value = compile(expression)(withNullForAbsent({ event }));
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "null");
    return text.replaceAll("\0", "");
  } catch {
    return "null";
  }
}

/** A view of plain JSON in which every absent attribute exists and is null. */
function withNullForAbsent<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return new Proxy(value, {
    get: (target, key) => {
      if (Object.hasOwn(target, key)) return withNullForAbsent(Reflect.get(target, key));
      // The interpreter tells an object's type by its constructor; symbols are the language's own business.
      return typeof key === "symbol" || key === "constructor" ? Reflect.get(target, key) : null;
    },
    has: () => true,
    getOwnPropertyDescriptor: (target, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ?? {
        value: null,
        configurable: true,
        enumerable: true,
        writable: true,
      },
  });
}
