import type { z } from "zod";
import { type EventName, eventSchemas } from "@/lib/domain/events";

/** Attempts of one step before it counts as broken: enough for a provider's bad minutes, few enough to be honest soon. */
export const stepRetries = 4;

/** Steps at work at once for one organization: a noisy one leaves room for the others. */
const organizationStepsMax = 4;

/**
 * One step at a time for each pull request, and a fair share for each organization. Concurrency limits steps, not
 * runs; that only one loop is open is the database's promise.
 */
export const loopConcurrency: [{ limit: number; key: string }, { limit: number; key: string }] = [
  { limit: 1, key: "event.data.pullRequestId" },
  { limit: organizationStepsMax, key: "event.data.organizationId" },
];

/** A stage stops when its loop has ended, for whatever reason. */
export const untilLoopEnds = [{ event: "loop/ended", if: "async.data.loopId == event.data.loopId" }];

/** The event's data in its own shape. What does not fit is a defect of ours and fails the run. */
export function dataOf<Name extends EventName>(
  name: Name,
  event: { data?: unknown },
): z.infer<(typeof eventSchemas)[Name]> {
  return eventSchemas[name].parse(event.data) as z.infer<(typeof eventSchemas)[Name]>;
}
