import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import type { PatchFile } from "../../patch";
import type { GateFinding, GateInput, GateRule } from "../rule";
import { compareTests } from "./compare-tests";
import { matchTests } from "./match-tests";
import type { TestReadings, TestUnit } from "./syntax/test-units";
import { createElsewhere, deadName } from "./tests-elsewhere";

function finding(path: string, severity: GateFinding["severity"], reason: string): GateFinding {
  return { rule: "deleted-tests", severity, path, line: null, reason };
}

/** One rest of all files, so that it has one partner. */
function joined(units: readonly TestUnit[]): TestUnit[] {
  const rest = units.filter(({ kind }) => kind === "rest");
  const others = units.filter(({ kind }) => kind !== "rest");
  const tokens = rest.flatMap((unit) => unit.tokens);
  return [{ kind: "rest", key: "", title: "", line: 1, tokens }, ...others];
}

/** Whether a part of the tests, at least, stands elsewhere now. Without a tree a file is moved as a whole or not. */
function isMoved({ before, after, reading }: TestReadings): boolean {
  if (reading.by === "words") return (after[0]?.tokens.length ?? 0) > 0;
  return matchTests(before, after).pairs.some((pair) => pair.before.kind === "test");
}

async function judgeFile(
  file: PatchFile,
  input: GateInput,
  elsewhereOf: ReturnType<typeof createElsewhere>,
): Promise<GateFinding[]> {
  const { path } = file;
  const gone = finding(path, "block", "A file of the tests was deleted or moved.");
  const language = languageOf(path);
  const readings = language === null ? null : await input.tests.read(path, language);
  if (language === null || readings === null) return [gone];
  const elsewhere = await elsewhereOf(path, language);
  const dead = deadName(
    readings.before.flatMap(({ tokens }) => tokens),
    elsewhere,
  );
  const moved: TestReadings = { ...readings, after: joined(elsewhere.added) };
  if (!isMoved(moved))
    return dead === null
      ? [gone]
      : [
          finding(
            path,
            "warn",
            `This file tests ${dead}, which the patch takes away: nobody tests it any more.`,
          ),
        ];
  const objections = compareTests(file, moved, language, { tidy: false, isForSecurity: false }, elsewhere);
  if (objections.some(({ severity }) => severity === "block"))
    return objections.map((objection) => ({ rule: "deleted-tests", path, ...objection }));
  return [
    finding(path, "warn", "This file of tests was moved: its tests stand in other files of this patch."),
  ];
}

/** A test that is gone cannot fail, unless it stands elsewhere now and a runner finds it there. */
export const deletedTests: GateRule = {
  id: "deleted-tests",
  async judge(input) {
    const findings: GateFinding[] = [];
    const elsewhereOf = createElsewhere(input);
    for (const file of input.patch.files)
      if (file.status === "deleted" && isTestPath(file.path))
        findings.push(...(await judgeFile(file, input, elsewhereOf)));
    return findings;
  },
};
