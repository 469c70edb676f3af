import type { FailureEvidence } from "./failure-evidence";

/** Words with which tests and tools speak of time and of the world outside: what a rerun may see differently. */
const words =
  /\b(?:timed out|timeout|time limit|deadline exceeded|connection reset|connection refused|ECONNRESET|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|socket hang up|temporarily unavailable|flaky)\b/i;

/**
 * A failing test that speaks of time or the network, in its own words; null where none does. It is a hint and no
 * verdict: a missing `await` speaks so too. One rerun is cheap enough to tell them apart.
 */
export function wordsOfChance(evidence: FailureEvidence): string | null {
  if (evidence.category !== "test") return null;
  for (const job of evidence.jobs) {
    const told = [
      ...job.failures.map((failure) => failure.message),
      ...(job.evidence?.tests ?? []).map((test) => test.message),
      ...(job.evidence?.excerpts ?? []).slice(0, 2).map((excerpt) => excerpt.text),
    ];
    for (const text of told) {
      const found = text === null ? null : words.exec(text.slice(0, 4_000));
      if (found) return found[0];
    }
  }
  return null;
}
