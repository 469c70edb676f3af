import type { Brief } from "@/lib/domain/brief";

interface Change {
  removed: Set<string>;
  added: Set<string>;
}

function changesByFile(diff: string): Map<string, Change> {
  const files = new Map<string, Change>();
  let current: Change | null = null;
  for (const line of diff.split("\n")) {
    const name = /^\+\+\+ (?:b\/)?([^\t\n]+)/.exec(line)?.[1];
    if (name !== undefined) {
      current = { removed: new Set(), added: new Set() };
      files.set(name, current);
    } else if (line.startsWith("--- ")) current = null;
    else if (line.startsWith("-")) current?.removed.add(line.slice(1));
    else if (line.startsWith("+")) current?.added.add(line.slice(1));
  }
  return files;
}

/** Whether an edit is what an earlier attempt of the loop did already, or takes it back: neither is new. */
export function triedBefore(brief: Brief): (path: string, before: string[], after: string[]) => boolean {
  const attempts = brief.earlier_attempts.map(({ diff }) => changesByFile(diff ?? ""));
  return (path, before, after) =>
    attempts.some((files) => {
      const change = files.get(path);
      if (change === undefined) return false;
      const repeats =
        before.every((line) => change.removed.has(line)) && after.every((line) => change.added.has(line));
      const undoes =
        before.every((line) => change.added.has(line)) && after.every((line) => change.removed.has(line));
      return repeats || undoes;
    });
}
