export type ReportedStatus = "passed" | "failed" | "error" | "skipped";

/** One test as its report tells it; unknown parts are null. */
export type ReportedTest = {
  suite: string | null;
  classname: string | null;
  name: string;
  file: string | null;
  line: number | null;
  status: ReportedStatus;
  durationSeconds: number | null;
  /** The failure in a line or two. */
  message: string | null;
  /** Stack trace and whatever else the report has on it. */
  details: string | null;
};

export type TestReport = { format: string; tests: ReportedTest[] };

const MESSAGE_CHARACTERS_MAX = 4_000;
const DETAILS_CHARACTERS_MAX = 32_000;

/** The parts that a format knows; the rest becomes null. Empty text is an unknown part. */
export function reportedTest(known: {
  name: string;
  status: ReportedStatus;
  suite?: string | null | undefined;
  classname?: string | null | undefined;
  file?: string | null | undefined;
  line?: number | null | undefined;
  durationSeconds?: number | null | undefined;
  message?: string | null | undefined;
  details?: string | null | undefined;
}): ReportedTest {
  return {
    suite: known.suite || null,
    classname: known.classname || null,
    name: known.name,
    file: known.file || null,
    line: known.line ?? null,
    status: known.status,
    durationSeconds: known.durationSeconds ?? null,
    message: capped(known.message, MESSAGE_CHARACTERS_MAX),
    details: capped(known.details, DETAILS_CHARACTERS_MAX),
  };
}

function capped(text: string | null | undefined, charactersMax: number): string | null {
  const meant = text?.trim() ?? "";
  if (meant.length > charactersMax) return `${meant.slice(0, charactersMax)} …`;
  return meant || null;
}
