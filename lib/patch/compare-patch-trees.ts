import { createHash } from "node:crypto";
import { diffLines } from "./diff-lines";
import type { Patch, PatchFile } from "./patch";
import type { Tree, TreeEntry } from "./tree";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const noBlob = "0".repeat(40);

/** The text of a file, or null where it has a NUL byte or is not UTF-8. */
export function entryText(entry: TreeEntry): string | null {
  if (entry.content.includes(0)) return null;
  try {
    return utf8.decode(entry.content);
  } catch {
    return null;
  }
}

function blobId(entry: TreeEntry | undefined): string {
  if (entry === undefined) return noBlob;
  return createHash("sha1").update(`blob ${entry.content.length}\0`).update(entry.content).digest("hex");
}

/** Quotes a path as git does: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath */
function quotePath(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be quoted.
  if (!/["\\\u0000-\u001f\u007f]/.test(path)) return path;
  const escaped = path.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be quoted.
    /["\\\u0000-\u001f\u007f]/g,
    (character) =>
      character === '"' || character === "\\"
        ? `\\${character}`
        : `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `"${escaped}"`;
}

/** Names with a space end with a tab in the `---` and `+++` lines, or readers take the rest for a date. */
function headerName(name: string): string {
  const quoted = quotePath(name);
  return quoted === name && name.includes(" ") ? `${name}\t` : quoted;
}

/** One side may be missing, both have the same kind. */
function diffEntry(path: string, before: TreeEntry | undefined, after: TreeEntry | undefined) {
  const a = `a/${path}`;
  const b = `b/${path}`;
  let diff = `diff --git ${quotePath(a)} ${quotePath(b)}\n`;
  if (before === undefined && after) diff += `new file mode ${after.mode}\n`;
  else if (after === undefined && before) diff += `deleted file mode ${before.mode}\n`;
  else if (before && after && before.mode !== after.mode)
    diff += `old mode ${before.mode}\nnew mode ${after.mode}\n`;

  const sameContent = before !== undefined && after !== undefined && before.content.equals(after.content);
  if (sameContent) return { diff, lines: [], binary: false };

  const sharedMode = before && after && before.mode === after.mode ? ` ${after.mode}` : "";
  diff += `index ${blobId(before)}..${blobId(after)}${sharedMode}\n`;
  const textBefore = before ? entryText(before) : "";
  const textAfter = after ? entryText(after) : "";
  const nameBefore = before ? headerName(a) : "/dev/null";
  const nameAfter = after ? headerName(b) : "/dev/null";
  if (textBefore === null || textAfter === null)
    return { diff: `${diff}Binary files ${nameBefore} and ${nameAfter} differ\n`, lines: [], binary: true };

  const { text, lines } = diffLines(textBefore, textAfter);
  if (text !== "") diff += `--- ${nameBefore}\n+++ ${nameAfter}\n${text}`;
  return { diff, lines, binary: false };
}

function compareEntry(
  path: string,
  before: TreeEntry | undefined,
  after: TreeEntry | undefined,
): PatchFile | null {
  if (before && after && before.kind === after.kind) {
    if (before.mode === after.mode && before.content.equals(after.content)) return null;
  }
  const typeChanged = before !== undefined && after !== undefined && before.kind !== after.kind;
  // Git writes a change of type as a deletion followed by an addition.
  const parts = typeChanged
    ? [diffEntry(path, before, undefined), diffEntry(path, undefined, after)]
    : [diffEntry(path, before, after)];
  const lines = parts.flatMap((part) => part.lines);
  const status = typeChanged ? "type_changed" : !before ? "added" : !after ? "deleted" : "modified";
  return {
    path,
    status,
    modeBefore: before?.mode ?? null,
    modeAfter: after?.mode ?? null,
    additions: lines.filter((line) => line.kind === "added").length,
    deletions: lines.filter((line) => line.kind === "removed").length,
    binary: parts.some((part) => part.binary),
    lines,
    diff: parts.map((part) => part.diff).join(""),
  };
}

/** What it takes to turn one tree into the other, in path order. Pure. */
export function comparePatchTrees(before: Tree, after: Tree): Patch {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const files: PatchFile[] = [];
  for (const path of paths) {
    const file = compareEntry(path, before.get(path), after.get(path));
    if (file !== null) files.push(file);
  }
  return {
    files,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    text: files.map((file) => file.diff).join(""),
  };
}
