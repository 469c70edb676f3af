import type { Context } from "@/lib/context";
import { type Drive, holdsFence, touchLoop } from "@/lib/db/loops";
import { wasToldByCi } from "@/lib/db/session-messages";
import { wrapUpSeconds } from "@/lib/domain/agent-session";

const lookEveryMs = 2_000;
/** Far below the minutes after which a loop counts as stalled. */
const touchEveryMs = 60_000;

/**
 * A signal that fires when the drive loses its loop: the pull request was closed, somebody pushed, a person stopped it.
 * Cancelling a run does not stop a step that is being executed, so the step looks by itself. While it holds the loop it says so. An agent that was told that
 * CI passed may finish its sentence first.
 */
export function watchFence(ctx: Context, drive: Drive): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error("The loop was taken away from this attempt."));
  let lostAtMs: number | null = null;
  let touchedAtMs = Date.now();

  function holds(): Promise<boolean> {
    if (Date.now() - touchedAtMs < touchEveryMs) return holdsFence(ctx.db, drive);
    touchedAtMs = Date.now();
    return touchLoop(ctx.db, drive, ctx.now());
  }

  async function look(): Promise<void> {
    if (lostAtMs === null) {
      if (await holds()) return;
      lostAtMs = Date.now();
      if (!(await wasToldByCi(ctx.db, drive.organizationId, drive.loopId))) abort();
    } else if (Date.now() - lostAtMs >= wrapUpSeconds * 1_000) abort();
  }

  const timer = setInterval(() => {
    look().catch(() => {}); // the database is away for a moment; the push asks again
  }, lookEveryMs);
  timer.unref();
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
