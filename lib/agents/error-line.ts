/** An error as Node, Python and the JVM print it at the start of a line: `TypeError: …`, `java.io.IOException: …`. */
const namedError = /^(?:\w+\.)*\w*(?:Error|Exception)(?: \[\w+\])?: /;
const nodeVersion = /^Node\.js v\d/;

/**
 * The line by which a program says why it failed: the error's own where one is named, else its first. Node prints where in its
 * source it stopped before it and its version behind it, which tell nobody anything.
 */
export function errorLine(output: string): string {
  const lines = linesOf(output);
  return lines.findLast((line) => namedError.test(line)) ?? lines[0] ?? "";
}

/** The same of a program that tells what it does on the way: without a named error its last line. */
export function lastErrorLine(output: string): string {
  const lines = linesOf(output);
  return lines.findLast((line) => namedError.test(line)) ?? lines.at(-1) ?? "";
}

/** Node itself ended on an error that nobody caught. The exit code is 1, which many tools use for findings. */
export function isNodeCrash(standardError: string): boolean {
  return nodeVersion.test(standardError.trim().split("\n").at(-1) ?? "");
}

function linesOf(output: string): string[] {
  return output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !nodeVersion.test(line));
}
