import type { Redactor } from "./redact";

/**
 * The one way out: every string in a plain value passes the redactor, none can be forgotten. All of them in one go,
 * because a search for secrets costs more to start than to go on. Strings keep their number of lines.
 */
export function redactStrings<T>(value: T, redact: Redactor): { value: T; redactions: number } {
  const texts: string[] = [];
  collect(value, texts);
  const joined = texts.join("\n");
  const { text, redactions } = redact(joined);
  if (text === joined) return { value, redactions };
  const lines = text.split("\n");
  let line = 0;
  let index = 0;
  const next = () => {
    const lineCount = countLines(texts[index++] ?? "");
    line += lineCount;
    return lineCount === 1 ? (lines[line - 1] ?? "") : lines.slice(line - lineCount, line).join("\n");
  };
  return { value: replace(value, next) as T, redactions };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function collect(value: unknown, texts: string[]): void {
  if (typeof value === "string") texts.push(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, texts);
  else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) collect(item, texts);
  }
}

/** The same value with its strings replaced, in the order in which `collect` met them. */
function replace(value: unknown, next: () => string): unknown {
  if (typeof value === "string") return next();
  if (Array.isArray(value)) return value.map((item) => replace(item, next));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, next)]));
}
