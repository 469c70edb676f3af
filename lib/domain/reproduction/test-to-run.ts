/** A failing test as its runner names it, with its place where that is known. */
export interface TestToRun {
  id: string;
  file: string | null;
  line: number | null;
}

/** What CI itself ran, as far as it tells which of a runner's forms a repository uses. */
export interface RunnerUse {
  tests: readonly TestToRun[];
  /** The failing step's own command, "" where the log does not show it. */
  stepCommand: string;
}

/** Shell text that runs these tests alone; null where their names cannot be given to the runner. */
export type FocusedCommand = (use: RunnerUse) => string | null;

/** Files of the tests, each once. Empty when one of them is unknown: a part of the files would leave tests out. */
export function filesOf(tests: readonly TestToRun[]): string[] {
  const files = new Set<string>();
  for (const { file } of tests) {
    if (file === null) return [];
    files.add(file);
  }
  return [...files];
}

export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
