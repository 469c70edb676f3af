import { getContext } from "@/lib/context";
import { takeLoop } from "@/lib/loops/drive";
import { judgeRerun, rerunFailed } from "@/lib/loops/rerun-failed";
import { inngest } from "./client";
import { escalateBroken } from "./escalate-broken";
import { lookTimeout } from "./look-timeout";
import { dataOf, loopConcurrency, stepRetries, untilLoopEnds } from "./loop-function";
import { mapError } from "./map-error";

const patienceMinutes = 60;

/** Chance before change: the failed jobs run once more on the same commit. */
export const rerunFunction = inngest.createFunction(
  {
    id: "rerun",
    retries: stepRetries,
    concurrency: loopConcurrency,
    cancelOn: untilLoopEnds,
    triggers: { event: "loop/rerun.requested" },
    onFailure: escalateBroken,
  },
  async ({ event, step }) => {
    const at = dataOf("loop/rerun.requested", event);
    const drive = await step.run("take", () => takeLoop(getContext(), at, "rerunning"));
    if (drive === null) return { late: true };
    const { asked } = await step.run("ask-for-rerun", () => mapError(() => rerunFailed(getContext(), drive)));
    const untilMs = await step.run("read-patience", () =>
      asked === 0 ? 0 : getContext().now().getTime() + patienceMinutes * 60_000,
    );
    let quietLooks = 0;
    for (let look = 1; ; look += 1) {
      const verdict = await step.run(`judge-${look}`, () =>
        mapError(() => judgeRerun(getContext(), drive, getContext().now().getTime() >= untilMs)),
      );
      if (verdict.kind === "settled") {
        if (verdict.events.length > 0) await step.sendEvent("go-on", verdict.events);
        return { told: verdict.events.map((told) => told.name) };
      }
      const heard = await step.waitForEvent(`wait-for-ci-${look}`, {
        event: "ci/run.completed",
        if: "async.data.headSha == event.data.headSha && async.data.organizationId == event.data.organizationId",
        timeout: lookTimeout(quietLooks),
      });
      quietLooks = heard === null ? quietLooks + 1 : 0;
    }
  },
);
