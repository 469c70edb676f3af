const marks = ["::add-matcher::", "##[add-matcher]"];
const PATHS_MAX = 8;
const PATH_BYTES_MAX = 500;

/**
 * Paths of problem matchers that a job's log says were registered, as the job wrote them: relative to its workspace or on
 * its machine. At most eight, each once, without those of actions, which are not in the repository.
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
export function matchersNamedIn(log: Uint8Array): string[] {
  const bytes = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
  const found = new Map<string, number>();
  for (const mark of marks) {
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) {
      const from = at + mark.length;
      const path = firstLine(bytes.toString("utf8", from, from + PATH_BYTES_MAX));
      if (isMatcherFile(path) && !found.has(path)) found.set(path, at);
    }
  }
  return [...found]
    .sort((a, b) => a[1] - b[1])
    .slice(0, PATHS_MAX)
    .map(([path]) => path);
}

/** Where a step echoes its own script, a quote or a redirection may follow. */
function firstLine(text: string): string {
  return (/^[\w .@/\\:+-]*/.exec(text)?.[0] ?? "").trim();
}

function isMatcherFile(path: string): boolean {
  return path.endsWith(".json") && !/[\\/]_actions[\\/]/.test(path);
}
