import { getContext } from "@/lib/context";
import { takeLoop } from "@/lib/loops/drive";
import { makeRepair } from "@/lib/loops/make-repair";
import { publishRepair } from "@/lib/loops/publish-repair";
import { settleUnchanged } from "@/lib/loops/settle-unchanged";
import { inngest } from "./client";
import { escalateBroken } from "./escalate-broken";
import { dataOf, loopConcurrency, stepRetries, untilLoopEnds } from "./loop-function";
import { mapError } from "./map-error";

/** An agent repairs in its sandbox, the patch gate judges, and what passes is published as a draft. */
export const repairFunction = inngest.createFunction(
  {
    id: "repair",
    retries: stepRetries,
    concurrency: loopConcurrency,
    cancelOn: untilLoopEnds,
    triggers: { event: "loop/repair.requested" },
    onFailure: escalateBroken,
  },
  async ({ event, step }) => {
    const at = dataOf("loop/repair.requested", event);
    const drive = await step.run(`${at.attempt}/take`, () => takeLoop(getContext(), at, "repairing"));
    if (drive === null) return { late: true };
    const repair = await step.run(`${at.attempt}/run-agent`, () =>
      mapError(() => makeRepair(getContext(), drive)),
    );
    const events = await step.run(`${at.attempt}/publish`, () =>
      mapError(() =>
        repair.kind === "patched"
          ? publishRepair(getContext(), drive)
          : settleUnchanged(getContext(), drive, repair),
      ),
    );
    if (events.length > 0) await step.sendEvent(`${at.attempt}/go-on`, events);
    return { repair: repair.kind };
  },
);
