import type { Token } from "@/lib/domain/source/tokens";
import type { Code } from "../code";
import type { Edit } from "../edit";

/** Longer texts are cut where people read them; the edit itself is not. */
function shown(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/** An edit that puts a text in the place of a stretch of the file. */
export function replaceRange(code: Code, from: Token, to: Token, text: string, cost: number): Edit {
  const old = code.text.slice(from.start, to.end);
  const what = text === "" ? `"${shown(old)}" is removed` : `"${shown(old)}" becomes "${shown(text)}"`;
  return { path: code.path, start: from.start, end: to.end, text, line: from.line, cost, what };
}

export function replaceToken(code: Code, token: Token, text: string, cost: number): Edit {
  return replaceRange(code, token, token, text, cost);
}

/** An edit that takes tokens out with the white space on one side, so that what is left reads as if written. */
export function removeTokens(
  code: Code,
  from: Token,
  to: Token,
  side: "before" | "after",
  cost: number,
): Edit {
  const rest = side === "before" ? code.text.slice(0, from.start) : code.text.slice(to.end);
  const length = rest.length - (side === "before" ? rest.trimEnd() : rest.trimStart()).length;
  const edit = replaceRange(code, from, to, "", cost);
  return side === "before" ? { ...edit, start: edit.start - length } : { ...edit, end: edit.end + length };
}

/** Index of the bracket that closes the one at `open`, or -1. */
export function closingIndex(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    const text = tokens[index]?.text ?? "";
    if (/^[([{]$/.test(text)) depth += 1;
    if (/^[)\]}]$/.test(text)) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}
