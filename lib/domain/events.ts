import { z } from "zod";

/**
 * What happens in Regreen, as the stages hear it. Ids and small values only: the scheduler stores events where people
 * without rights may look, so logs, names and secrets never travel in one.
 */
const tenant = { organizationId: z.string() };
const loop = { ...tenant, loopId: z.string(), pullRequestId: z.string(), attempt: z.int() };

export const eventSchemas = {
  "delivery/accepted": z.object({ deliveryId: z.string() }),
  "failure/suspected": z.object({
    ...tenant,
    repositoryId: z.string(),
    headSha: z.string(),
    trigger: z.string(),
  }),
  "ci/run.completed": z.object({ ...tenant, repositoryId: z.string(), headSha: z.string() }),
  "loop/collect.requested": z.object(loop),
  "loop/rerun.requested": z.object({ ...loop, headSha: z.string() }),
  "loop/start.awaited": z.object({ ...loop, until: z.iso.datetime() }),
  "loop/repair.requested": z.object(loop),
  "loop/validate.requested": z.object({ ...loop, headSha: z.string() }),
  "loop/escalate.requested": z.object(loop),
  "loop/ended": z.object({ ...tenant, loopId: z.string(), pullRequestId: z.string() }),
  "follow-up/scheduled": z.object({ ...tenant, taskId: z.string(), scheduledFor: z.iso.datetime() }),
  "follow-up/settled": z.object({ ...tenant, taskId: z.string() }),
} as const;

export type EventName = keyof typeof eventSchemas;

/** One thing that happened. `id` makes it count once, however often it is told. */
export type RegreenEvent = {
  [Name in EventName]: { name: Name; data: z.infer<(typeof eventSchemas)[Name]>; id?: string };
}[EventName];
