import { getContext } from "@/lib/context";
import { failFollowUp, runFollowUp } from "@/lib/loops/follow-up";
import { inngest } from "./client";
import { dataOf, stepRetries } from "./loop-function";
import { mapError } from "./map-error";

/** A while after the end: is the pull request ready, waiting for a person, or red again? */
export const followUpFunction = inngest.createFunction(
  {
    id: "follow-up",
    retries: stepRetries,
    cancelOn: [{ event: "follow-up/settled", if: "async.data.taskId == event.data.taskId" }],
    triggers: { event: "follow-up/scheduled" },
    onFailure: ({ event, step }) =>
      step.run("fail", () => {
        const task = dataOf("follow-up/scheduled", event.data.event);
        getContext().log.error({ taskId: task.taskId }, "a follow-up task failed after all its retries");
        return failFollowUp(getContext(), task);
      }),
  },
  async ({ event, step }) => {
    const task = dataOf("follow-up/scheduled", event);
    await step.sleepUntil("until-due", new Date(task.scheduledFor));
    const events = await step.run("check-pull-request", () =>
      mapError(() => runFollowUp(getContext(), task)),
    );
    const others = events.filter((told) => told.name !== "follow-up/settled");
    if (others.length > 0) await step.sendEvent("go-on", others);
    return { told: others.map((told) => told.name) };
  },
);
