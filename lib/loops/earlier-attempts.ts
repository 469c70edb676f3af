import type { BriefEarlierAttempt } from "@/lib/domain/brief";
import { ValidationVerdict } from "@/lib/domain/validation";
import { patchPaths } from "./patch-paths";

const diffCharactersMax = 12_000;

/** What was tried before and why it did not hold, in the form of the brief. */
export function earlierAttempts(
  attempts: readonly {
    number: number;
    agent: string | null;
    patch: unknown;
    patchText: string | null;
    validation: unknown;
    reason: string | null;
    endedAt: Date | null;
  }[],
): BriefEarlierAttempt[] {
  return attempts
    .filter((attempt) => attempt.endedAt !== null)
    .map((attempt) => ({
      attempt: attempt.number,
      agent: attempt.agent,
      changed_files: patchPaths(attempt.patch),
      diff: attempt.patchText?.slice(0, diffCharactersMax) ?? null,
      result: attempt.reason ?? "no result",
      still_failing: stillFailing(attempt.validation),
    }));
}

function stillFailing(validation: unknown): string[] {
  const verdict = ValidationVerdict.safeParse(validation);
  if (!verdict.success) return [];
  return verdict.data.tests.filter(({ after }) => after !== "passed").map(({ test }) => test);
}
