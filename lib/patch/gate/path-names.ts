import { normalPath } from "@/lib/domain/paths/normal-path";
import type { GateRule } from "./rule";

const unreadable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFD\\:*?"<>|]/u;
const strangeParts = /(?:^|\/)(?:\.{1,2}|\s[^/]*|[^/]*[\s.])(?:\/|$)|\/\//;
/** `GITHUB~1` opens `.github` on NTFS; a file called `aux.ts` cannot be checked out there at all. */
const shortName = /(?:^|\/)[^/]{1,8}~\d{1,6}(?:\.[^/]{0,3})?(?:\/|$)/;
const deviceName = /(?:^|\/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(?:\.[^/]*)?(?:\/|$)/i;
/** As most file systems have it, in bytes: https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const partBytesMax = 255;
const pathBytesMax = 1_024;

function objection(path: string, others: ReadonlySet<string>): string | null {
  if (unreadable.test(path))
    return "Its name has control, invisible or other characters that hide what it is.";
  if (path !== path.normalize("NFC")) return "Its name is not in Unicode's composed form (NFC).";
  if (strangeParts.test(path))
    return "A part of its path is empty, is dots, or begins or ends with a space or a dot.";
  if (shortName.test(path)) return "A part of its path reads like a short name of another file on Windows.";
  if (deviceName.test(path)) return "A part of its path is the name of a device on Windows.";
  const tooLong = path.split("/").some((part) => Buffer.byteLength(part) > partBytesMax);
  if (tooLong || Buffer.byteLength(path) > pathBytesMax)
    return `Its path is longer than file systems take (${partBytesMax} bytes a part, ${pathBytesMax} in all).`;
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
