/** How far something is, in the words that all providers share, and CircleCI's own word for its end. */
export interface Standing {
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  /** API v3's word, null while it has not ended. */
  outcome: string | null;
}

/** v3's words for an end; unknown ones stay readable. */
const conclusions: Readonly<Record<string, string>> = {
  succeeded: "success",
  failed: "failure",
  canceled: "cancelled",
  unauthorized: "startup_failure",
  errored: "startup_failure",
  infrastructure_fail: "failure",
  "terminated-unknown": "failure",
  timedout: "timed_out",
  not_run: "skipped",
};

/** v2's and v1.1's words for the same ends. */
const outcomesOfV2: Readonly<Record<string, string>> = {
  success: "succeeded",
  fixed: "succeeded",
  no_tests: "succeeded",
  error: "errored",
};

const notStarted: ReadonlySet<string> = new Set(["created", "queued", "not_running", "blocked", "pending"]);
const started: ReadonlySet<string> = new Set(["started", "running", "failing", "retried", "on_hold"]);

/** From v3's phase and outcome. */
export function standingOfV3(phase: string, outcome: string | null | undefined): Standing {
  if (phase === "ended") return ended(outcome ?? "ended");
  return { status: notStarted.has(phase) ? "queued" : "in_progress", conclusion: null, outcome: null };
}

/** From v2's or v1.1's single word. */
export function standingOfV2(word: string): Standing {
  if (notStarted.has(word)) return { status: "queued", conclusion: null, outcome: null };
  if (started.has(word)) return { status: "in_progress", conclusion: null, outcome: null };
  return ended(outcomesOfV2[word] ?? word);
}

/** Everything that can run has run and nothing failed; a person has to approve the rest, and may never do so. */
export const onHold: Standing = { status: "completed", conclusion: "neutral", outcome: "on_hold" };

function ended(outcome: string): Standing {
  return { status: "completed", conclusion: conclusions[outcome] ?? outcome, outcome };
}

const worstFirst = ["failure", "startup_failure", "timed_out", "cancelled"];

/** One step over all of its parallel executions is as good as the worst of them. */
export function worstConclusion(all: readonly (string | null)[]): string | null {
  const worst = worstFirst.find((word) => all.includes(word));
  if (worst !== undefined) return worst;
  return all.includes(null) ? null : (all[0] ?? null);
}

/** Whether something came to an end that somebody has to repair. */
export function standsRed({ conclusion }: Standing): boolean {
  return conclusion === "failure" || conclusion === "startup_failure" || conclusion === "timed_out";
}
