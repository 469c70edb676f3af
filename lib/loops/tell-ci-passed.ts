import type { Context } from "@/lib/context";
import { listOpenSessions } from "@/lib/db/agent-sessions";
import { recordTold } from "@/lib/db/agent-turns";
import { addMessage } from "@/lib/db/session-messages";
import { ciPassedMessage, ciSpeaker } from "@/lib/domain/agent-session";

/**
 * Tells the sessions of a loop that CI passed without them: one at work hears it as a message and may wrap up, one that
 * waits keeps it as its last word.
 */
export async function tellCiPassed(
  ctx: Context,
  loop: { organizationId: string; id: string },
  pullRequestNumber: number,
): Promise<void> {
  const { organizationId } = loop;
  const text = ciPassedMessage(pullRequestNumber);
  for (const session of await listOpenSessions(ctx.db, organizationId, loop.id)) {
    const key = { organizationId, sessionId: session.id };
    if (session.status === "RUNNING")
      await addMessage(ctx.db, { ...key, byLogin: ciSpeaker, text }, ctx.now());
    else await recordTold(ctx.db, { ...key, attemptId: session.attemptId }, text, "ci_passed", ctx.now());
  }
}
