import { isTestPath } from "@/lib/domain/paths/test-path";
import { type Language, languageOf } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import { addedLines, type PatchFile, type PatchLine } from "../../patch";
import type { GateFinding, GateInput, GateRule } from "../rule";
import { constantEqualities } from "./constant-equality";

/** Values that stand everywhere and give nobody away. */
const common = /^(?:["'`]{0,2}|["'`]\W{1,3}["'`]|-?[0-2](?:\.0+)?)$/;
const testFilesMax = 400;
/** Looks at a value: a comparison, a case, a pattern. */
const comparing =
  /^(?:==|===|eq|equals|equalsIgnoreCase|Equals|in|is|case|when|has|includes|contains|startsWith|endsWith|startswith|endswith|starts_with\?|HasPrefix|HasSuffix|match|unless|compareTo|strcmp|=~|->|=>)$/;
const answering = /^(?:return|=>|->|\?|then|yield)$/;

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
    if (!isTestPath(path) && !(ownTests && extension === ".rs")) continue;
    if (!sameFamily(path, extension)) continue;
    files += 1;
    if (files > testFilesMax) break;
    const language = languageOf(path);
    const source = entryText(entry);
    if (language === null || source === null) continue;
    const start = isTestPath(path) ? 0 : Math.max(0, source.indexOf("#[cfg(test)]"));
    if (start === 0 && !isTestPath(path)) continue;
    for (const token of codeTokens(source.slice(start), language))
      if (isTelling(token)) for (const value of values(token)) literals.add(value);
  }
  return literals;
}

/** A table in one string (`"7,false"`) holds several values. */
function values(token: Token): string[] {
  const whole = spelled(token);
  return token.kind === "string" && /^[^\n]{1,80}$/.test(whole) ? [whole, ...whole.split(/[,;|]/)] : [whole];
}

function sameFamily(path: string, extension: string): boolean {
  return path.endsWith(extension) || languageOf(path) === languageOf(`file${extension}`);
}

/** The literals of a file as it was: what it knew before is no news. */
function knownBefore(file: PatchFile, { before }: GateInput, language: Language): Set<string> {
  const entry = before.get(file.path);
  const text = entry ? (entryText(entry) ?? "") : "";
  const code = language === "rust" ? (text.split("#[cfg(test)]")[0] ?? "") : text;
  return new Set(codeTokens(code, language).filter(isTelling).map(spelled));
}

type SpecialCase = { line: number | null; reason: string; severity?: GateFinding["severity"] };

const compared = "A condition now looks for a value that the tests use: is this made for the test alone?";
const answered = "Where the input is a value of the tests, the code answers with what they expect.";
const tabled = "A line holds several values of the tests: does the code compute them, or look them up?";
const tableValuesMin = 3;
const returned = "What is returned is a value that the tests expect: is it computed, or only said?";

const agreeing = "A comparison now says yes to everything: whatever the tests compare is equal.";

function newConstantEquality(file: PatchFile, { before, after }: GateInput, language: Language) {
  const lines = [before, after].map((tree) => {
    const entry = tree.get(file.path);
    return constantEqualities(codeTokens(entry ? (entryText(entry) ?? "") : "", language));
  });
  const [had = [], has = []] = lines;
  return has.length > had.length ? { line: has.at(-1) ?? null, reason: agreeing } : null;
}

/** Added lines that know what only the tests know. */
function specialCase(file: PatchFile, input: GateInput): SpecialCase | null {
  const language = languageOf(file.path);
  if (language === null || isTestPath(file.path)) return null;
  const equality = newConstantEquality(file, input, language);
  if (equality !== null) return equality;
  const added = addedLines(file).map((line) => ({ line, tokens: codeTokens(line.text, language) }));
  const suspects = added.filter(({ tokens }) => tokens.some(isTelling));
  if (suspects.length === 0) return null;
  const known = testLiterals(input, file.path.slice(file.path.lastIndexOf(".")));
  const old = knownBefore(file, input, language);
  const isNews = (token: Token) => isTelling(token) && known.has(spelled(token)) && !old.has(spelled(token));
  const at = ({ newLine }: PatchLine, reason: string): SpecialCase => ({ line: newLine, reason });
  for (const { line, tokens } of suspects) {
    const news = tokens.filter(isNews);
    const first = news[0] === undefined ? -1 : tokens.indexOf(news[0]);
    if (first === -1) continue;
    const distinct = new Set(news.map(spelled)).size;
    if (tokens.some(({ text }) => comparing.test(text))) {
      const answers = tokens.some(({ text }) => /^(?:return|\?|then)$/.test(text));
      return answers && distinct > 1 ? { ...at(line, answered), severity: "block" } : at(line, compared);
    }
    if (distinct >= tableValuesMin) return at(line, tabled);
    // `def parse("7")`: a clause of its own for one value.
    if (language === "elixir" && /^defp?$/.test(tokens[0]?.text ?? "")) return at(line, compared);
    if (tokens.slice(0, first).some(({ text }) => answering.test(text)) && tokens.length <= first + 3)
      return at(line, returned);
  }
  return null;
}

/** Code that knows the test's own values repairs the test and nothing else. A person looks whether it does. */
export const specialCases: GateRule = {
  id: "special-cases",
  judge(input) {
    return input.patch.files.flatMap((file): GateFinding[] => {
      const found = specialCase(file, input);
      return found === null ? [] : [{ rule: "special-cases", severity: "warn", path: file.path, ...found }];
    });
  },
};
