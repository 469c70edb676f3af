import type { Context } from "@/lib/context";
import { testHistory } from "@/lib/db/test-outcomes";

const outcomesMax = 2_000;

/** Failing tests that both passed and failed on one commit before: chance, by their own history. */
export async function knownFlakyTests(
  ctx: Context,
  where: { organizationId: string; repositoryId: string; headSha: string },
  tests: readonly string[],
): Promise<string[]> {
  const history = await testHistory(ctx.db, where.organizationId, where.repositoryId, tests, outcomesMax);
  return tests.filter((test) => {
    const bySha = new Map<string, Set<string>>();
    for (const row of history.filter((candidate) => candidate.test === test)) {
      const seen = bySha.get(row.headSha) ?? new Set();
      bySha.set(row.headSha, seen.add(row.outcome));
    }
    return [...bySha.values()].some((outcomes) => outcomes.size > 1);
  });
}
