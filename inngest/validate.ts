import { getContext } from "@/lib/context";
import { takeLoop } from "@/lib/loops/drive";
import { validateRepair, validationUntilMs } from "@/lib/loops/validate-repair";
import { inngest } from "./client";
import { escalateBroken } from "./escalate-broken";
import { lookTimeout } from "./look-timeout";
import { dataOf, loopConcurrency, stepRetries, untilLoopEnds } from "./loop-function";
import { mapError } from "./map-error";

/**
 * Waits for CI on the repair commit and judges what it showed. Looks before each wait and after it: an event that came
 * before the wait is not seen by it, and a webhook may be lost.
 */
export const validateFunction = inngest.createFunction(
  {
    id: "validate",
    retries: stepRetries,
    concurrency: loopConcurrency,
    cancelOn: untilLoopEnds,
    triggers: { event: "loop/validate.requested" },
    onFailure: escalateBroken,
  },
  async ({ event, step }) => {
    const at = dataOf("loop/validate.requested", event);
    const drive = await step.run(`${at.attempt}/take`, () => takeLoop(getContext(), at, "validating"));
    if (drive === null) return { late: true };
    const untilMs = await step.run(`${at.attempt}/read-patience`, () => validationUntilMs(getContext(), at));
    // Bounded by time: each look that comes after it settles. A commit may have many runs, and each end is a look.
    let quietLooks = 0;
    for (let look = 1; ; look += 1) {
      const verdict = await step.run(`${at.attempt}/judge-${look}`, () =>
        mapError(() => validateRepair(getContext(), drive, getContext().now().getTime() >= untilMs)),
      );
      if (verdict.kind === "settled") {
        if (verdict.events.length > 0) await step.sendEvent(`${at.attempt}/go-on`, verdict.events);
        return { told: verdict.events.map((told) => told.name) };
      }
      const heard = await step.waitForEvent(`${at.attempt}/wait-for-ci-${look}`, {
        event: "ci/run.completed",
        if: "async.data.headSha == event.data.headSha && async.data.organizationId == event.data.organizationId",
        timeout: lookTimeout(quietLooks),
      });
      quietLooks = heard === null ? quietLooks + 1 : 0;
    }
  },
);
