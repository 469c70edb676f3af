import type { Context } from "@/lib/context";
import { stopRequestedBy } from "@/lib/db/agent-sessions";

const lookEveryMs = 1_000;

/** A signal that fires when a person stops the session. Its reason names the person. */
export function watchStop(ctx: Context, organizationId: string, sessionId: string) {
  const controller = new AbortController();
  const timer = setInterval(() => {
    stopRequestedBy(ctx.db, organizationId, sessionId).then(
      (login) => {
        if (login !== null) controller.abort(new Error(`Stopped by ${login}.`));
      },
      () => {}, // the database is away for a moment; the next look asks again
    );
  }, lookEveryMs);
  timer.unref();
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
