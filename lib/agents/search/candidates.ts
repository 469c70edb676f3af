import type { Brief } from "@/lib/domain/brief";
import { codeOf } from "./code";
import { triedBefore } from "./earlier-edits";
import { changedLines, type Edit } from "./edit";
import { mutationsOf } from "./mutations";
import { revertedBlocks } from "./mutations/hunks";
import { type Suspect, sourceLanguage } from "./suspects";

export const candidatesMax = 600;
const hintsMax = 40;

/** Numbers and quoted texts of the failing tests' messages. */
export function hintsOf(brief: Brief): string[] {
  const hints = new Set<string>();
  for (const { message, stack } of brief.tests) {
    const text = `${message ?? ""}\n${stack ?? ""}`.slice(0, 8_192);
    for (const [number] of text.matchAll(/(?<![\w.:])\d{1,9}(?![\w.:])/g)) hints.add(number);
    for (const [, quoted = ""] of text.matchAll(/["'`]([^"'`\n]{1,60})["'`]/g)) hints.add(quoted);
  }
  return [...hints].slice(0, hintsMax);
}

/**
 * The edits worth trying, likeliest first: suspicion of the line over cost of the edit, then place. The order depends on
 * nothing else, so that two runs on the same tree try the same.
 */
export function orderCandidates(brief: Brief, suspects: readonly Suspect[]): Edit[] {
  const hints = hintsOf(brief);
  const isKnown = triedBefore(brief);
  const scored: { edit: Edit; score: number; rank: number }[] = [];
  for (const [rank, suspect] of suspects.entries()) {
    const language = sourceLanguage(suspect.path, suspect.text);
    if (language === null) continue;
    const code = codeOf(suspect.path, suspect.text, language, hints);
    const edits = [
      ...mutationsOf(code),
      ...(suspect.patch === null ? [] : revertedBlocks(code, suspect.patch)),
    ];
    const seen = new Set<string>();
    for (const edit of edits) {
      const key = `${edit.start}:${edit.end}:${edit.text}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const { before, after } = changedLines(suspect.text, edit);
      if (isKnown(suspect.path, before, after)) continue;
      scored.push({ edit, rank, score: (suspect.byLine.get(edit.line) ?? suspect.suspicion) / edit.cost });
    }
  }
  return scored
    .sort(
      (a, b) =>
        b.score - a.score || a.rank - b.rank || a.edit.start - b.edit.start || a.edit.cost - b.edit.cost,
    )
    .slice(0, candidatesMax)
    .map(({ edit }) => edit);
}
