import { getContext } from "@/lib/context";
import { collectEvidence } from "@/lib/loops/collect-evidence";
import { decideNext } from "@/lib/loops/decide-next";
import { nextEvents, takeLoop } from "@/lib/loops/drive";
import { finishLoop } from "@/lib/loops/finish-loop";
import { inngest } from "./client";
import { escalateBroken } from "./escalate-broken";
import { dataOf, loopConcurrency, stepRetries, untilLoopEnds } from "./loop-function";
import { mapError } from "./map-error";

/** Evidence and brief for the attempt that comes next, and the decision what to do with them. */
export const collectFunction = inngest.createFunction(
  {
    id: "collect",
    retries: stepRetries,
    concurrency: loopConcurrency,
    cancelOn: untilLoopEnds,
    triggers: { event: "loop/collect.requested" },
    onFailure: escalateBroken,
  },
  async ({ event, step }) => {
    const at = dataOf("loop/collect.requested", event);
    const drive = await step.run(`${at.attempt}/take`, () => takeLoop(getContext(), at, "collecting"));
    if (drive === null) return { late: true };
    const collected = await step.run(`${at.attempt}/collect-evidence`, () =>
      mapError(() => collectEvidence(getContext(), drive)),
    );
    const events = await step.run(`${at.attempt}/decide`, () =>
      mapError(async () => {
        if (collected.kind === "stale") return nextEvents(getContext(), drive);
        if (collected.kind === "turned_green")
          return finishLoop(getContext(), drive, {
            outcome: "cancelled",
            reason: "CI turned green by itself.",
          });
        return decideNext(getContext(), drive);
      }),
    );
    if (events.length > 0) await step.sendEvent(`${at.attempt}/go-on`, events);
    return { told: events.map((told) => told.name) };
  },
);
