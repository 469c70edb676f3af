export interface PatchLine {
  kind: "context" | "added" | "removed";
  /** Without its line end. */
  text: string;
  /** From 1, in the old file; null for an added line. */
  oldLine: number | null;
  /** From 1, in the new file; null for a removed line. */
  newLine: number | null;
}

export interface PatchFile {
  path: string;
  status: "added" | "modified" | "deleted" | "type_changed";
  /** Git's six-digit modes; null where the file is not there. */
  modeBefore: string | null;
  modeAfter: string | null;
  additions: number;
  deletions: number;
  /** Holds a NUL byte or is not UTF-8: nobody can review it line by line. */
  binary: boolean;
  lines: PatchLine[];
  /** Unified diff in git's form. A binary file has a line that says so instead of content. */
  diff: string;
}

/** What changed between two trees, computed by us: an agent supplies no part of it. */
export interface Patch {
  files: PatchFile[];
  additions: number;
  deletions: number;
  /** All diffs in path order. `git apply` takes it as long as no file is binary. */
  text: string;
}

export function addedLines(file: PatchFile): PatchLine[] {
  return file.lines.filter((line) => line.kind === "added");
}

export function removedLines(file: PatchFile): PatchLine[] {
  return file.lines.filter((line) => line.kind === "removed");
}
