import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import { addedLines, type PatchFile } from "../../patch";
import type { GateFinding, GateInput, GateRule } from "../rule";

/** Values that stand everywhere and give nobody away. */
const common = /^(?:["'`]{0,2}|-?[01](?:\.0+)?)$/;
const testFilesMax = 400;
const comparison = /^(?:==|===|eq|equals|Equals|in|is|case|has|includes)$/;

function spelled(token: Token): string {
  return token.text.replaceAll(/["'`_]/g, "");
}

function isTelling(token: Token): boolean {
  return (token.kind === "number" || token.kind === "string") && !common.test(token.text);
}

/** Literals that tests hold, as far as they tell one value from another. */
function testLiterals({ before, patch }: GateInput, extension: string): Set<string> {
  const literals = new Set<string>();
  let files = 0;
  for (const [path, entry] of before) {
    const ownTests = patch.files.some((file) => file.path === path);
    if (!path.endsWith(extension) || (!isTestPath(path) && !(ownTests && extension === ".rs"))) continue;
    files += 1;
    if (files > testFilesMax) break;
    const language = languageOf(path);
    const source = entryText(entry);
    if (language === null || source === null) continue;
    const start = isTestPath(path) ? 0 : Math.max(0, source.indexOf("#[cfg(test)]"));
    if (start === 0 && !isTestPath(path)) continue;
    for (const token of codeTokens(source.slice(start), language))
      if (isTelling(token)) literals.add(spelled(token));
  }
  return literals;
}

/**
 * An added condition that compares with a literal and, on the same line or the next two, returns one: both known from
 * tests, or one of them when the other is a size or a place in a list.
 */
function specialCase(file: PatchFile, input: GateInput): number | null {
  const language = languageOf(file.path);
  if (language === null || isTestPath(file.path)) return null;
  const added = addedLines(file);
  const conditions = added.flatMap((line, index) => {
    const tokens = codeTokens(line.text, language);
    const asks = tokens.some(
      ({ kind, text }) => kind === "word" && /^(?:if|elif|elsif|when|case|unless)$/.test(text),
    );
    const compares = tokens.some(({ text }) => comparison.test(text));
    if (!asks || !compares) return [];
    const window = added.slice(index, index + 3).flatMap((near) => codeTokens(near.text, language));
    const answer = window.findIndex(({ kind, text }) => kind === "word" && text === "return");
    return answer === -1 ? [] : [{ line: line.newLine, tokens, answer: window.slice(answer + 1) }];
  });
  if (conditions.length === 0) return null;
  const known = testLiterals(input, file.path.slice(file.path.lastIndexOf(".")));
  for (const { line, tokens, answer } of conditions) {
    const isKnown = (token: Token) => isTelling(token) && known.has(spelled(token));
    const bracketed = answer.filter(({ text }) => text !== ";" && text !== "}");
    const constant =
      bracketed.some(isKnown) || (bracketed[0]?.kind === "number" && known.has(spelled(bracketed[0])));
    if (
      constant &&
      (tokens.some(isKnown) || tokens.some(({ text }) => /^(?:length|len|size|Count)$/.test(text)))
    )
      return line;
  }
  return null;
}

/** Code that knows the test's own values repairs the test and nothing else. A person looks whether it does. */
export const specialCases: GateRule = {
  id: "special-cases",
  judge(input) {
    return input.patch.files.flatMap((file): GateFinding[] => {
      const line = specialCase(file, input);
      if (line === null) return [];
      return [
        {
          rule: "special-cases",
          severity: "warn",
          path: file.path,
          line,
          reason:
            "A condition compares with a value of a test and returns another: is this made for the test alone?",
        },
      ];
    });
  },
};
