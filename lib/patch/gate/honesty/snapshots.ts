import { isSnapshotPath } from "@/lib/domain/paths/test-path";
import { entryText } from "../../compare-patch-trees";
import { addedLines, type PatchFile, removedLines } from "../../patch";
import type { GateFinding, GateInput, GateRule } from "../rule";
import { type CodeLiterals, codeLiterals } from "./code-literals";
import { followsCode } from "./follows-code";

/** How recorded expectations are called in a file of several: Jest and Vitest, syrupy. */
const entryNames = [/^exports\[`([^`]{1,500})`\]/, /^# name: (.{1,500})$/];

function entryName(line: string): string | null {
  for (const pattern of entryNames) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether entries came and none was changed. A second entry of one name would stand in for the first. */
function onlyRecordsNew(file: PatchFile, { before }: GateInput): boolean {
  if (file.status === "added") return true;
  const entry = before.get(file.path);
  const known = new Set(
    (entry ? (entryText(entry) ?? "") : "").split("\n").flatMap((line) => entryName(line) ?? []),
  );
  const names = addedLines(file).flatMap(({ text }) => entryName(text) ?? []);
  return (
    file.status === "modified" &&
    removedLines(file).length === 0 &&
    names.length > 0 &&
    names.every((name) => !known.has(name))
  );
}

function judgeFile(
  file: PatchFile,
  input: GateInput,
  literals: CodeLiterals,
): Pick<GateFinding, "severity" | "reason"> {
  if (onlyRecordsNew(file, input))
    return {
      severity: "warn",
      reason: "An expectation (snapshot) was recorded for the first time: is it what should be?",
    };
  if (file.status === "modified" && followsCode(file, literals))
    return {
      severity: "warn",
      reason:
        "A recorded expectation (snapshot) changed in the words that the code changed: is that the purpose?",
    };
  return { severity: "block", reason: "A recorded expectation (snapshot) was written again." };
}

/** A snapshot holds what was expected. Recording it again makes any behaviour right; a first one only writes it down. */
export const snapshots: GateRule = {
  id: "snapshots",
  judge(input) {
    const literals = codeLiterals(input.patch);
    return input.patch.files
      .filter(({ path }) => isSnapshotPath(path))
      .map((file) => ({
        rule: "snapshots",
        path: file.path,
        line: null,
        ...judgeFile(file, input, literals),
      }));
  },
};
