import type { Context } from "@/lib/context";
import { type Drive, holdsFence } from "@/lib/db/loops";

const lookEveryMs = 2_000;

/**
 * A signal that fires when the drive loses its loop: the pull request was closed, somebody pushed, a person stopped it.
 * Cancelling a run does not stop a step that is being executed, so the step looks by itself.
 */
export function watchFence(ctx: Context, drive: Drive): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    holdsFence(ctx.db, drive).then(
      (holds) => {
        if (!holds) controller.abort(new Error("The loop was taken away from this attempt."));
      },
      () => {}, // the database is away for a moment; the push asks again
    );
  }, lookEveryMs);
  timer.unref();
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
