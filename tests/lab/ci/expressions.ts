/** The values that `${{ }}` may name, as a tree of objects and strings. */
export type ExpressionValue = string | number | boolean | null | { [key: string]: ExpressionValue };

export interface ExpressionScope {
  values: Record<string, ExpressionValue>;
  /** What `success()`, `failure()` and `cancelled()` answer at this point. */
  status: "success" | "failure" | "cancelled";
}

/** Replaces every `${{ … }}` of a text. */
export function interpolate(text: string, scope: ExpressionScope): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => asText(evaluate(expression, scope)));
}

/** A step's or job's `if:`. Without a status function it means "and nothing failed so far". */
export function isEnabled(condition: string | undefined, scope: ExpressionScope): boolean {
  const expression = (condition ?? "success()").trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
  const namesStatus = /\b(success|failure|always|cancelled)\s*\(/.test(expression);
  if (!namesStatus && scope.status !== "success") return false;
  return truthy(evaluate(expression, scope));
}

const tokenPattern =
  /\s*('(?:[^']|'')*'|[0-9]+(?:\.[0-9]+)?|==|!=|<=|>=|&&|\|\||[<>!(),.[\]]|[A-Za-z_][\w-]*)/y;

function tokenize(expression: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  const text = expression.trimEnd();
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined)
      throw new Error(`The expression "${text}" cannot be read at character ${at + 1}.`);
    tokens.push(token);
  }
  return tokens;
}

export function evaluate(expression: string, scope: ExpressionScope): ExpressionValue {
  const parser = new Parser(tokenize(expression), scope);
  const value = parser.or();
  parser.end(expression);
  return value;
}

/** Recursive descent over https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions */
class Parser {
  private position = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly scope: ExpressionScope,
  ) {}

  end(expression: string): void {
    if (this.position < this.tokens.length)
      throw new Error(`The expression "${expression}" has something left over.`);
  }

  or(): ExpressionValue {
    let left = this.and();
    while (this.take("||")) {
      const right = this.and();
      left = truthy(left) ? left : right;
    }
    return left;
  }

  private and(): ExpressionValue {
    let left = this.comparison();
    while (this.take("&&")) {
      const right = this.comparison();
      left = truthy(left) ? right : left;
    }
    return left;
  }

  private comparison(): ExpressionValue {
    const left = this.unary();
    const operator = this.tokens[this.position];
    switch (operator) {
      case "==":
      case "!=": {
        this.position += 1;
        return looselyEqual(left, this.unary()) === (operator === "==");
      }
      case "<":
      case ">":
      case "<=":
      case ">=": {
        this.position += 1;
        return compare(operator, Number(left), Number(this.unary()));
      }
      default:
        return left;
    }
  }

  private unary(): ExpressionValue {
    return this.take("!") ? !truthy(this.unary()) : this.primary();
  }

  private primary(): ExpressionValue {
    const token = this.next();
    if (token === "(") {
      const value = this.or();
      this.expect(")");
      return value;
    }
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (/^[0-9]/.test(token)) return Number(token);
    if (token === "true" || token === "false") return token === "true";
    if (token === "null") return null;
    if (this.take("(")) return callFunction(token, this.callArguments(), this.scope);
    return this.path(token);
  }

  private path(first: string): ExpressionValue {
    let value: ExpressionValue = this.scope.values[first] ?? null;
    for (;;) {
      if (this.take(".")) value = member(value, this.next());
      else if (this.take("[")) {
        value = member(value, asText(this.or()));
        this.expect("]");
      } else return value;
    }
  }

  private callArguments(): ExpressionValue[] {
    const values: ExpressionValue[] = [];
    if (this.take(")")) return values;
    do values.push(this.or());
    while (this.take(","));
    this.expect(")");
    return values;
  }

  private next(): string {
    const token = this.tokens[this.position];
    if (token === undefined) throw new Error("An expression ends too early.");
    this.position += 1;
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Error(`An expression lacks "${token}".`);
  }
}

function callFunction(
  name: string,
  values: readonly ExpressionValue[],
  scope: ExpressionScope,
): ExpressionValue {
  const [first = "", second = ""] = values.map(asText);
  switch (name) {
    case "success":
      return scope.status === "success";
    case "failure":
      return scope.status === "failure";
    case "cancelled":
      return scope.status === "cancelled";
    case "always":
      return true;
    case "contains":
      return first.toLowerCase().includes(second.toLowerCase());
    case "startsWith":
      return first.toLowerCase().startsWith(second.toLowerCase());
    case "endsWith":
      return first.toLowerCase().endsWith(second.toLowerCase());
    case "format":
      return first.replace(/\{(\d+)\}/g, (_, index: string) => asText(values[Number(index) + 1] ?? ""));
    default:
      throw new Error(`The lab's CI does not know the function ${name}().`);
  }
}

function member(value: ExpressionValue, key: string): ExpressionValue {
  return typeof value === "object" && value !== null ? (value[key] ?? null) : null;
}

function looselyEqual(left: ExpressionValue, right: ExpressionValue): boolean {
  if (typeof left === "string" && typeof right === "string")
    return left.toLowerCase() === right.toLowerCase();
  if (typeof left === typeof right) return left === right;
  return Number(left) === Number(right);
}

function compare(operator: "<" | ">" | "<=" | ">=", left: number, right: number): boolean {
  if (operator === "<") return left < right;
  if (operator === ">") return left > right;
  return operator === "<=" ? left <= right : left >= right;
}

function truthy(value: ExpressionValue): boolean {
  return value !== "" && value !== null && value !== false && value !== 0;
}

export function asText(value: ExpressionValue): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
