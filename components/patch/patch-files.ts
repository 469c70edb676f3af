import parseDiff, { type File } from "parse-diff";

/** Paths that a patch changes, in its order. */
export function patchFiles(patchText: string | null): string[] {
  return patchText === null ? [] : parseDiff(patchText).map(nameOfFile);
}

/** A deleted file is named by what it was. */
export function nameOfFile(file: File): string {
  const name = file.to === "/dev/null" ? file.from : file.to;
  return name ?? "a file without a name";
}
