import { type Db, toJson } from "./client";

export interface IntentFacts {
  organizationId: string;
  loopId: string;
  kind: "push" | "pull_request" | "comment" | "check_run" | "rerun";
  /** Names the effect for ever: the same deed has the same key after a crash. */
  naturalKey: string;
  fence: number;
}

/** Writes down what is about to be done. Answers the result when it was done before, else null. */
export async function declareIntent(db: Db, facts: IntentFacts): Promise<{ result: unknown } | null> {
  await db.intent.createMany({ data: [facts], skipDuplicates: true });
  const row = await db.intent.findUniqueOrThrow({
    where: {
      organizationId_naturalKey: { organizationId: facts.organizationId, naturalKey: facts.naturalKey },
    },
  });
  return row.doneAt === null ? null : { result: row.result };
}

/** Natural keys of what a loop has done of one kind. */
export async function listDone(
  db: Db,
  key: { organizationId: string; loopId: string; kind: IntentFacts["kind"] },
): Promise<string[]> {
  const rows = await db.intent.findMany({
    where: { ...key, doneAt: { not: null } },
    select: { naturalKey: true },
  });
  return rows.map((row) => row.naturalKey);
}

export async function completeIntent(
  db: Db,
  organizationId: string,
  naturalKey: string,
  result: unknown,
  now: Date,
): Promise<void> {
  await db.intent.updateMany({
    where: { organizationId, naturalKey },
    data: { result: toJson(result), doneAt: now },
  });
}
