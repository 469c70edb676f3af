import { getContext } from "@/lib/context";
import type { RegreenEvent } from "@/lib/domain/events";

interface FailureOfFunction {
  event: { data: { event: { data: unknown } } };
  step: { sendEvent: (id: string, event: RegreenEvent) => Promise<unknown> };
}

/** A stage that broke for good hands its loop to a person: an internal error is no reason for silence. */
export async function escalateBroken({ event, step }: FailureOfFunction): Promise<void> {
  const data = event.data.event.data as {
    organizationId: string;
    loopId: string;
    pullRequestId: string;
    attempt: number;
  };
  getContext().log.error({ loopId: data.loopId }, "a stage failed after all its retries");
  const { organizationId, loopId, pullRequestId, attempt } = data;
  await step.sendEvent("hand-over", {
    name: "loop/escalate.requested",
    data: { organizationId, loopId, pullRequestId, attempt },
    id: `escalate:${loopId}`,
  });
}
