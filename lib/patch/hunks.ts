import parseDiff from "parse-diff";

/** One hunk of a patch, placed by the lines that it changes in the file as it is before. */
export interface Hunk {
  path: string;
  startLine: number;
  endLine: number;
  text: string;
}

/** The hunks of a unified diff, file by file. What a new file begins with counts as its first line. */
export function hunksOf(patchText: string): Hunk[] {
  return parseDiff(patchText).flatMap((file) => {
    const path = file.to === undefined || file.to === "/dev/null" ? (file.from ?? "") : file.to;
    return file.chunks.map((chunk) => {
      const startLine = Math.max(1, chunk.oldStart);
      return {
        path,
        startLine,
        endLine: startLine + Math.max(1, chunk.oldLines) - 1,
        text: [chunk.content, ...chunk.changes.map((change) => change.content)].join("\n"),
      };
    });
  });
}
