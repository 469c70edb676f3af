/** Half-open span of UTF-16 code units in one text. */
export type TextRange = { start: number; end: number };

/** Sorted, overlaps joined; two that merely touch stay two, so that a count of them counts findings. */
export function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else if (range.end > range.start) merged.push({ ...range });
  }
  return merged;
}
