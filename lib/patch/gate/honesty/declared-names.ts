import { languageOf } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import type { TreeEntry } from "../../tree";

const declares = /^(?:function|def|defp|func|fun|fn|class|interface|struct|enum|trait|module|defmodule)$/;
const constants = /^(?:const|let|var|val)$/;

function isFunction(tokens: readonly Token[], index: number): boolean {
  const next = tokens.slice(index + 2, index + 5).map(({ text }) => text);
  return next[0] === "=" && /^(?:async|function|\()$/.test(next[1] ?? "");
}

/** Names of functions and types that a text of code declares; methods where a word announces them. */
export function namesDeclaredIn(tokens: readonly Token[]): Set<string> {
  const names = new Set<string>();
  for (const [index, { kind, text }] of tokens.entries()) {
    const next = tokens[index + 1];
    if (kind !== "word" || next === undefined) continue;
    // `func (r *Relay) Push(`: the receiver stands between.
    const method = text === "func" && next.text === "(" ? tokens[index + 5] : undefined;
    const methodOf = method?.text === ")" ? tokens[index + 6] : method;
    if (methodOf?.kind === "word" && next.text === "(") names.add(methodOf.text);
    else if (
      next.kind === "word" &&
      (declares.test(text) || (constants.test(text) && isFunction(tokens, index)))
    )
      names.add(next.text);
    // `public Money total(Basket basket) {`, `total(basket) {` in a class
    else if (next.text === "(" && isMethod(tokens, index)) names.add(text);
  }
  return names;
}

const notMethods =
  /^(?:if|for|while|switch|catch|return|function|await|super|new|throw|using|lock|foreach|match|when|elif|and|or|not|print|sizeof)$/;

/** A word, brackets, and the brace of a body. */
function isMethod(tokens: readonly Token[], index: number): boolean {
  const { text = "", line = 0 } = tokens[index] ?? {};
  const before = tokens[index - 1];
  if (notMethods.test(text) || /^(?:\.|\?\.|->|::|new|func|=|return)$/.test(before?.text ?? "")) return false;
  let depth = 0;
  for (let at = index + 1; at < tokens.length && at < index + 60; at += 1) {
    const token = tokens[at];
    if (token?.text === "(") depth += 1;
    if (token?.text === ")") depth -= 1;
    if (depth > 0) continue;
    // A return type may stand before the brace, not a new line.
    for (const next of tokens.slice(at + 1, at + 10)) {
      if (next.text === "{") return next.line - line < 12;
      if (/^[;)=]$/.test(next.text)) return false;
    }
    return false;
  }
  return false;
}

/** Of code alone: Rust keeps its tests beside it. */
export function declaredNames(path: string, entry: TreeEntry | undefined): Set<string> {
  const language = languageOf(path);
  const text = entry ? entryText(entry) : null;
  if (language === null || text === null) return new Set();
  const code = language === "rust" ? (text.split("#[cfg(test)]")[0] ?? "") : text;
  return namesDeclaredIn(codeTokens(code, language));
}
