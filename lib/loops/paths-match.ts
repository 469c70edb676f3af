import picomatch from "picomatch";

/**
 * Whether any of the files is let in by the globs. As in a workflow's `paths`, the last glob that matches a file
 * decides, and one with "!" at its front takes the file out. Without globs everything is in.
 */
export function pathsMatch(globs: readonly string[], files: readonly string[]): boolean {
  if (globs.length === 0) return true;
  const rules = globs.map((glob) => {
    const out = glob.startsWith("!");
    return { out, matches: picomatch(out ? glob.slice(1) : glob, { dot: true }) };
  });
  return files.some((file) => rules.findLast((rule) => rule.matches(file))?.out === false);
}
