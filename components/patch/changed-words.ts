/** A line in up to three parts: what both versions begin with, what differs, what both end with. */
export interface ChangedWords {
  before: string;
  changed: string;
  after: string;
}

/** Where two versions of one line differ, whole words at a time. Null where they share too little to be one line. */
export function changedWords(
  removed: string,
  added: string,
): { removed: ChangedWords; added: ChangedWords } | null {
  const left = words(removed);
  const right = words(added);
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const shared = [...left.slice(0, start), ...left.slice(left.length - end)].join("").trim();
  if (shared === "") return null;
  return { removed: split(left, start, end), added: split(right, start, end) };
}

function words(line: string): string[] {
  return line.match(/\w+|\s+|[^\w\s]/g) ?? [];
}

function split(all: readonly string[], start: number, end: number): ChangedWords {
  return {
    before: all.slice(0, start).join(""),
    changed: all.slice(start, all.length - end).join(""),
    after: all.slice(all.length - end).join(""),
  };
}
