import { codeTokens, type Token } from "@/lib/domain/source/tokens";

/**
 * Reads a configuration written in JavaScript, or in JSON with or without comments, without running it: object and list
 * literals become objects and lists, everything else the text it is written as. Equal code is equal text.
 */
export function readLiterals(source: string): unknown {
  const tokens = codeTokens(source, "javascript");
  const found: unknown[] = [];
  let at = 0;
  while (at < tokens.length) {
    const [value, next] = readValue(tokens, at, 0);
    found.push(value);
    at = Math.max(next, at + 1);
  }
  return { parts: Object.fromEntries(found.entries()) };
}

const depthMax = 60;

function textAt(tokens: readonly Token[], index: number): string {
  return tokens[index]?.text ?? "";
}

function plain(text: string): string {
  return text.replace(/^(["'`])([\s\S]*)\1$/, "$2");
}

function isSign(token: Token | undefined): boolean {
  return token?.text === "-" || token?.text === "+";
}

function literal(tokens: readonly Token[]): unknown {
  const [first, second] = tokens;
  if (first === undefined) return "";
  if (tokens.length === 1) {
    if (first.kind === "string") return plain(first.text);
    if (first.kind === "number") return Number(first.text.replaceAll("_", ""));
    if (/^(?:true|false)$/.test(first.text)) return first.text === "true";
    if (first.text === "null") return null;
  }
  if (tokens.length === 2 && isSign(first) && second?.kind === "number")
    return Number(`${first.text}${second.text.replaceAll("_", "")}`);
  return tokens.map(({ text }) => text).join(" ");
}

/** A value, and the index behind it. Code ends at a comma or a closing bracket of its own depth. */
function readValue(tokens: readonly Token[], from: number, depth: number): [value: unknown, next: number] {
  if (depth > depthMax) throw new RangeError("The configuration is nested too deeply.");
  const isWhole = (next: number) => /^[,;)\]}]?$/.test(textAt(tokens, next)) || depth === 0;
  if (textAt(tokens, from) === "{") {
    const read = readObject(tokens, from, depth);
    if (read !== null && isWhole(read[1])) return read;
  }
  if (textAt(tokens, from) === "[") {
    const read = readList(tokens, from, depth);
    if (read !== null && isWhole(read[1])) return read;
  }
  const code: Token[] = [];
  let at = from;
  let open = 0;
  for (; at < tokens.length; at += 1) {
    const here = textAt(tokens, at);
    // At the top a literal may begin anywhere: `defineConfig({`.
    if (depth === 0 && at > from && /^[{[]$/.test(here)) break;
    if (depth > 0 && open === 0 && /^[,)\]}]$/.test(here)) break;
    if (/^[([{]$/.test(here)) open += 1;
    if (/^[)\]}]$/.test(here)) open -= 1;
    const token = tokens[at];
    if (token !== undefined) code.push(token);
  }
  return [literal(code), at];
}

function readObject(tokens: readonly Token[], from: number, depth: number): [unknown, number] | null {
  const object: Record<string, unknown> = Object.create(null);
  let at = from + 1;
  while (textAt(tokens, at) !== "}") {
    const key = tokens[at];
    if (key === undefined) return null;
    if (textAt(tokens, at + 1) === ":" && /^(?:word|string|number)$/.test(key.kind)) {
      const [value, next] = readValue(tokens, at + 2, depth + 1);
      object[plain(key.text)] = value;
      at = next;
    } else {
      // A spread, a method, a short form: kept as it is written.
      const [value, next] = readValue(tokens, at, depth + 1);
      object[`(${String(value)})`] = true;
      at = next;
    }
    if (textAt(tokens, at) === ",") at += 1;
    else if (textAt(tokens, at) !== "}") return null;
  }
  return [object, at + 1];
}

function readList(tokens: readonly Token[], from: number, depth: number): [unknown, number] | null {
  const list: unknown[] = [];
  let at = from + 1;
  while (textAt(tokens, at) !== "]") {
    if (at >= tokens.length) return null;
    const [value, next] = readValue(tokens, at, depth + 1);
    list.push(value);
    at = next;
    if (textAt(tokens, at) === ",") at += 1;
    else if (textAt(tokens, at) !== "]") return null;
  }
  return [list, at + 1];
}
