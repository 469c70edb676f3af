import type { Category } from "@/lib/domain/loop";
import { addedLines, type PatchFile, type PatchLine, removedLines } from "../../patch";
import type { GateFinding, GateRule } from "../rule";
import { silencers } from "./silencers";

/** Lines that came and did not only move: each removed line with the same text cancels one. */
function newLines(file: PatchFile): PatchLine[] {
  const gone = removedLines(file).map(({ text }) => text.trim());
  return addedLines(file).filter(({ text }) => {
    const index = gone.indexOf(text.trim());
    if (index !== -1) gone.splice(index, 1);
    return index === -1;
  });
}

function judgeFile(file: PatchFile, category: Category): GateFinding[] {
  const lines = newLines(file);
  const removed = removedLines(file);
  return silencers.flatMap(({ pattern, reason, applies, severity }) => {
    if (applies && !applies(file.path)) return [];
    const hits = lines.filter(({ text }) => pattern.test(text));
    // A line that had it before and was edited has it still: nothing is newly silenced.
    if (hits.length <= removed.filter(({ text }) => pattern.test(text)).length) return [];
    return [
      {
        rule: "silenced-checks",
        severity: severity?.(category, file.path) ?? ("block" as const),
        path: file.path,
        line: hits[0]?.newLine ?? null,
        reason,
      },
    ];
  });
}

/** A check that no longer looks is not a check that passes. */
export const silencedChecks: GateRule = {
  id: "silenced-checks",
  judge: ({ patch, rules }) => patch.files.flatMap((file) => judgeFile(file, rules.category)),
};
