import { isTestPath } from "@/lib/domain/paths/test-path";
import { type Language, languageOf } from "@/lib/domain/source/language";
import { codeTokens } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import { addedLines, type PatchFile } from "../../patch";
import type { GateFinding, GateInput, GateRule } from "../rule";
import { codeErrorFinders, errorFinders } from "./error-finders";

function swallowing(source: string, language: Language, path: string): number[] {
  const tokens = codeTokens(source, language);
  const ofCode = isTestPath(path) ? [] : (codeErrorFinders[language] ?? []);
  return [...errorFinders[language], ...ofCode].flatMap((find) => find(tokens));
}

/** Whether a line stands in a test that the patch adds: what was never asked cannot be asked less. */
async function standsInNewTest({ path, status }: PatchFile, line: number | null, { tests }: GateInput) {
  if (status === "added") return true;
  const language = languageOf(path);
  const readings = language === null ? null : await tests.read(path, language);
  const own = readings?.after.find(({ tokens }) => tokens.some((token) => token.line === line));
  return own?.kind === "test" && !readings?.before.some(({ key }) => key === own.key);
}

async function judgeFile(file: PatchFile, input: GateInput): Promise<GateFinding[]> {
  const { path } = file;
  const language = languageOf(path);
  if (language === null) return [];
  const [before, after] = [input.before.get(path), input.after.get(path)].map((entry) =>
    entry === undefined ? "" : (entryText(entry) ?? ""),
  );
  const places = swallowing(after ?? "", language, path);
  if (places.length <= swallowing(before ?? "", language, path).length) return [];
  const added = new Set(addedLines(file).map(({ newLine }) => newLine));
  const line = places.find((place) => added.has(place)) ?? addedLines(file)[0]?.newLine ?? null;
  const weakens = isTestPath(path) && !(await standsInNewTest(file, line, input));
  return [
    {
      rule: "swallowed-errors",
      severity: weakens ? "block" : "warn",
      path,
      line,
      reason: weakens
        ? "A test now drops an error that could have made it fail."
        : "An error ends here without anybody hearing of it.",
    },
  ];
}

/** An error that nobody hears of turns a red check green and leaves the bug where it was. Sometimes it is right: a person judges. */
export const swallowedErrors: GateRule = {
  id: "swallowed-errors",
  async judge(input) {
    const findings: GateFinding[] = [];
    for (const file of input.patch.files) findings.push(...(await judgeFile(file, input)));
    return findings;
  },
};
