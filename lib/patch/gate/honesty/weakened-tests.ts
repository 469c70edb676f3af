import { protectionOf } from "@/lib/domain/paths/protected-path";
import { isSnapshotPath, isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { entryText } from "../../compare-patch-trees";
import type { PatchFile } from "../../patch";
import type { GateFinding, GateInput, GateRule } from "../rule";
import { codeLiterals } from "./code-literals";
import { codeNames } from "./code-names";
import { compareTests } from "./compare-tests";
import { docExampleObjections } from "./doc-examples";
import { followsCode } from "./follows-code";
import { onlyGrew } from "./grown-data";
import type { CodeChanges, Objection } from "./objection";
import { createElsewhere } from "./tests-elsewhere";

function sameJson(before: string | null, after: string | null): boolean {
  try {
    return JSON.stringify(JSON.parse(before ?? "")) === JSON.stringify(JSON.parse(after ?? ""));
  } catch {
    return false;
  }
}

/** Loaded by a runner without anybody importing it. */
const takesPart =
  /(?:^|\/)(?:__mocks__\/|conftest\.py$|(?:spec|test|rails)_helper\.(?:rb|exs)$|setup-?tests?\.[cm]?[jt]sx?$|(?:jest|vitest)[.-]setup\.)/i;

async function judgeFile(
  file: PatchFile,
  input: GateInput,
  elsewhereOf: ReturnType<typeof createElsewhere>,
  code: CodeChanges,
): Promise<Objection[]> {
  if (file.status === "added" && takesPart.test(file.path))
    return [
      { severity: "warn", line: null, reason: "A new file takes part in every test: what does it replace?" },
    ];
  if (file.status !== "modified" && file.status !== "type_changed") return [];
  const before = input.before.get(file.path);
  const after = input.after.get(file.path);
  const language = languageOf(file.path);
  // Linters, formatters and the compiler ask for edits that drop unused values; a test failure never does.
  const tidy = input.rules.category === "lint" || input.rules.category === "types";
  if (language === null) {
    // What configures tools is judged as that, wherever it stands: `tests/App.Tests.csproj`.
    if (!isTestPath(file.path) || isSnapshotPath(file.path) || protectionOf(file.path) !== null) return [];
    const texts = [before, after].map((entry) => (entry ? entryText(entry) : null));
    if (sameJson(texts[0] ?? null, texts[1] ?? null)) return [];
    const warn = (reason: string): Objection[] => [{ severity: "warn", line: null, reason }];
    if (onlyGrew(file)) return warn("Data that tests rely on has more in it than it had.");
    if (followsCode(file, code.literals))
      return warn("Data that tests rely on changed in the words that the code changed: is that the purpose?");
    return [
      { severity: tidy ? "warn" : "block", line: null, reason: "Data that tests rely on was changed." },
    ];
  }
  const examples = docExampleObjections(
    file.path,
    before ? entryText(before) : null,
    after ? entryText(after) : null,
  );
  const readings = await input.tests.read(file.path, language);
  if (readings === null) return examples;
  const elsewhere = await elsewhereOf(file.path, language);
  return compareTests(
    file,
    readings,
    language,
    { tidy, isForSecurity: input.rules.category === "security" },
    elsewhere,
    code,
  );
}

/** Tests are the judge. A patch may add to them and tidy them, but not make them ask for less. */
export const weakenedTests: GateRule = {
  id: "weakened-tests",
  async judge(input) {
    const findings: GateFinding[] = [];
    const elsewhereOf = createElsewhere(input);
    const code = { literals: codeLiterals(input.patch), names: codeNames(input) };
    for (const file of input.patch.files)
      for (const objection of await judgeFile(file, input, elsewhereOf, code))
        findings.push({ rule: "weakened-tests", path: file.path, ...objection });
    return findings;
  },
};
