import type { Context } from "@/lib/context";
import { testHistory } from "@/lib/db/test-outcomes";
import { judgeOutcomes } from "@/lib/flaky/judge-outcomes";

const outcomesMax = 2_000;

/** Failing tests that their own history calls flaky. */
export async function knownFlakyTests(
  ctx: Context,
  where: { organizationId: string; repositoryId: string },
  tests: readonly string[],
): Promise<string[]> {
  const history = await testHistory(ctx.db, where.organizationId, where.repositoryId, tests, outcomesMax);
  return tests.filter((test) => {
    const outcomes = history
      .filter((row) => row.test === test)
      .map((row) => ({
        sha: row.headSha,
        outcome: row.outcome === "pass" ? ("pass" as const) : ("fail" as const),
      }));
    return judgeOutcomes(outcomes).verdict === "flaky";
  });
}
