import type { AttemptRecord } from "@/lib/domain/attempt-record";
import { type Db, toJson } from "./client";

/** Stores the record of an attempt. True only the first time, which is when it is logged. */
export async function saveAttemptRecord(
  db: Db,
  key: { organizationId: string; loopId: string },
  record: AttemptRecord,
): Promise<boolean> {
  const { count } = await db.attemptRecord.createMany({
    data: [
      { ...key, attempt: record.attempt, document: toJson(record), recordedAt: new Date(record.recorded_at) },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}
