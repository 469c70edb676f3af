import type { Stage } from "@/lib/domain/loop";
import { type Db, notifyChanged, toJson } from "./client";

export interface TimelineFacts {
  organizationId: string;
  loopId: string;
  attempt: number;
  stage: Stage;
  /** Names the entry within its loop, so that writing it again updates it: `2/run-agent`. */
  key: string;
  title: string;
  /** `skipped`: it could not be done here, and the loop went on without it. */
  status: "running" | "done" | "failed" | "skipped" | "waiting";
  /** Why, in words that anybody may read. */
  reason: string | null;
  detail?: unknown;
}

/** Writes one entry of a loop's timeline. It starts when first written and ends when its status says so. */
export async function recordProgress(db: Db, facts: TimelineFacts, now: Date): Promise<void> {
  const { organizationId, loopId, key, detail, ...rest } = facts;
  const ended = facts.status !== "running" && facts.status !== "waiting";
  const current = {
    ...rest,
    endedAt: ended ? now : null,
    ...(detail === undefined ? {} : { detail: toJson(detail) }),
  };
  await db.timelineEntry.upsert({
    where: { organizationId_loopId_key: { organizationId, loopId, key } },
    create: { organizationId, loopId, key, startedAt: now, ...current },
    update: current,
  });
  await notifyChanged(db, organizationId);
}

/** The newest of a loop's entries whose key begins so. */
export function newestEntry(db: Db, organizationId: string, loopId: string, keyPrefix: string) {
  return db.timelineEntry.findFirst({
    where: { organizationId, loopId, key: { startsWith: keyPrefix } },
    orderBy: { startedAt: "desc" },
  });
}

/** What was running or waiting when the loop ended, ended with it. */
export async function closeTimeline(
  db: Db,
  organizationId: string,
  loopId: string,
  now: Date,
): Promise<void> {
  await db.timelineEntry.updateMany({
    where: { organizationId, loopId, status: { in: ["running", "waiting"] } },
    data: { status: "done", endedAt: now },
  });
}
