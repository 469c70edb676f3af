import { getContext } from "@/lib/context";
import { openLoopFor } from "@/lib/loops/open-loop";
import { lookAtCommit, settleSecondsOf } from "@/lib/loops/settle-failure";
import { inngest } from "./client";
import { lookTimeout } from "./look-timeout";
import { dataOf, stepRetries } from "./loop-function";
import { mapError } from "./map-error";

/** Runs of one commit are waited for this long; what is still running then joins as a later failure. */
const patienceMinutes = 60;

/** A red run: wait until the commit has settled, then open one loop for everything red, or say why not. */
export const detectFunction = inngest.createFunction(
  { id: "detect", retries: stepRetries, triggers: { event: "failure/suspected" } },
  async ({ event, step }) => {
    const failure = dataOf("failure/suspected", event);
    const settleSeconds = await step.run("read-settle-window", () => settleSecondsOf(getContext(), failure));
    if (settleSeconds > 0) await step.sleep("settle", `${settleSeconds}s`);
    const untilMs = await step.run(
      "read-patience",
      () => getContext().now().getTime() + patienceMinutes * 60_000,
    );
    let quietLooks = 0;
    for (let look = 1; ; look += 1) {
      const settled = await step.run(`look-${look}`, () =>
        mapError(async () => {
          const { pending } = await lookAtCommit(getContext(), failure);
          return pending === 0 || getContext().now().getTime() >= untilMs;
        }),
      );
      if (settled) break;
      const heard = await step.waitForEvent(`wait-for-ci-${look}`, {
        event: "ci/run.completed",
        if: "async.data.headSha == event.data.headSha && async.data.repositoryId == event.data.repositoryId",
        timeout: lookTimeout(quietLooks),
      });
      quietLooks = heard === null ? quietLooks + 1 : 0;
    }
    for (let ask = 1; ; ask += 1) {
      const outcome = await step.run(`open-loop-${ask}`, () =>
        mapError(() => openLoopFor(getContext(), failure)),
      );
      if (outcome.kind === "refused") return { refused: outcome.code, reason: outcome.reason };
      if (outcome.kind === "opened") {
        await step.sendEvent("start", outcome.events);
        return { loopId: outcome.loopId };
      }
      await step.sleepUntil(`wait-for-interval-${ask}`, new Date(outcome.untilMs));
    }
  },
);
