import { normalPath } from "@/lib/domain/paths/normal-path";
import type { GateRule } from "./rule";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const unreadable = /[\u0000-\u001f\u007f-\u009f\uFFFD\\:]|\p{Cf}/u;
const strangeParts = /(?:^|\/)(?:\.{1,2}|\s[^/]*|[^/]*[\s.])(?:\/|$)|\/\//;

function objection(path: string, others: ReadonlySet<string>): string | null {
  if (unreadable.test(path))
    return "Its name has control, invisible or other characters that hide what it is.";
  if (path !== path.normalize("NFC")) return "Its name is not in Unicode's composed form (NFC).";
  if (strangeParts.test(path))
    return "A part of its path is empty, is dots, or begins or ends with a space or a dot.";
  if (others.has(path)) return "Another file has the same name in other letters (case or look-alike).";
  return null;
}

/** New names must be what they look like on every system; names that were there before are not ours to judge. */
export const pathNames: GateRule = {
  id: "path-names",
  judge({ patch, before, after }) {
    const added = patch.files.filter((file) => !before.has(file.path));
    if (added.length === 0) return [];
    const seen = new Map<string, string[]>();
    for (const path of after.keys())
      seen.set(normalPath(path), [...(seen.get(normalPath(path)) ?? []), path]);
    const doubled = new Set([...seen.values()].filter((paths) => paths.length > 1).flat());
    return added.flatMap(({ path }) => {
      const reason = objection(path, doubled);
      return reason === null
        ? []
        : [{ rule: "path-names", severity: "block" as const, path, line: null, reason }];
    });
  },
};
