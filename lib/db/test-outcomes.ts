import type { Db } from "./client";

export interface TestOutcomeFacts {
  test: string;
  outcome: "pass" | "fail" | "skip";
}

/** Adds what one run said of its tests to the history. Saying it again changes nothing. */
export async function saveTestOutcomes(
  db: Db,
  run: { organizationId: string; repositoryId: string; ciRunId: string; headSha: string },
  outcomes: readonly TestOutcomeFacts[],
  now: Date,
): Promise<void> {
  await db.testOutcome.createMany({
    data: outcomes.map((outcome) => ({ ...run, ...outcome, observedAt: now })),
    skipDuplicates: true,
  });
}

/** Outcomes of the given tests, oldest first. */
export function testHistory(
  db: Db,
  organizationId: string,
  repositoryId: string,
  tests: readonly string[],
  limit: number,
) {
  return db.testOutcome.findMany({
    where: { organizationId, repositoryId, test: { in: [...tests] }, outcome: { in: ["pass", "fail"] } },
    orderBy: { observedAt: "asc" },
    take: limit,
  });
}
