import type { FailureEvidence, JobEvidence } from "./failure-evidence";

/** One thing that a test, a tool or CI itself said against the commit. All of it comes from outside. */
export interface Cause {
  /** A test, as its runner names it; null for what tools say. */
  test: string | null;
  /** `src/a.ts:12:3`, as far as it is known. */
  place: string | null;
  /** What was said; null for a test that is only named. */
  words: string | null;
}

/** What failed, most telling first: tests with what they said, then findings of tools, then notes of CI. No duplicates. */
export function causesOf(evidence: FailureEvidence): Cause[] {
  const causes = new Map<string, Cause>();
  for (const cause of evidence.jobs.flatMap(causesOfJob))
    causes.set(`${cause.test ?? ""}\0${cause.place ?? ""}\0${cause.words ?? ""}`, cause);
  return [...causes.values()];
}

function causesOfJob({ failures, evidence, annotations }: JobEvidence): Cause[] {
  if (failures.length > 0)
    return failures.map(({ test, file, line, message }) => ({
      test,
      place: place(file, line),
      words: message,
    }));
  const errors = (evidence?.diagnostics ?? []).filter(
    ({ severity }) => severity !== "warning" && severity !== "info",
  );
  if (errors.length > 0)
    return errors.map(({ file, line, column, message }) => ({
      test: null,
      place: place(file, line, column),
      words: message,
    }));
  return annotations
    .filter(({ level }) => level === "failure")
    .map(({ file, line, message }) => ({ test: null, place: place(file, line), words: message }));
}

function place(file: string | null, ...numbers: readonly (number | null)[]): string | null {
  if (file === null) return null;
  return [file, ...numbers].filter((part) => part !== null).join(":");
}
