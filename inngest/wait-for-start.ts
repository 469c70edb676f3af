import { getContext } from "@/lib/context";
import { giveUpWaiting } from "@/lib/loops/wait-for-start";
import { inngest } from "./client";
import { escalateBroken } from "./escalate-broken";
import { dataOf, stepRetries, untilLoopEnds } from "./loop-function";
import { mapError } from "./map-error";

/** The limit of waiting for a person who starts a repair. */
export const waitForStartFunction = inngest.createFunction(
  {
    id: "wait-for-start",
    retries: stepRetries,
    cancelOn: [
      ...untilLoopEnds,
      { event: "loop/repair.requested", if: "async.data.loopId == event.data.loopId" },
    ],
    triggers: { event: "loop/start.awaited" },
    onFailure: escalateBroken,
  },
  async ({ event, step }) => {
    const at = dataOf("loop/start.awaited", event);
    await step.sleepUntil(`${at.attempt}/until-start`, new Date(at.until));
    const events = await step.run(`${at.attempt}/give-up`, () =>
      mapError(() => giveUpWaiting(getContext(), at)),
    );
    if (events.length > 0) await step.sendEvent(`${at.attempt}/go-on`, events);
    return { told: events.map((told) => told.name) };
  },
);
