import type { Context } from "@/lib/context";
import { abandonSession, newestSession, runningSession, startSession } from "@/lib/db/agent-sessions";
import { endCutOffTurns } from "@/lib/db/agent-turns";
import type { Drive, LoopRow } from "@/lib/db/loops";
import { planSession, type SessionStatus } from "@/lib/domain/agent-session";
import { newSession, type SessionOf, sessionModel } from "./create-idle-session";

export type OpenedSession =
  | { kind: "opened"; id: string; model: string | null }
  | { kind: "already_fixing"; reason: string }
  | { kind: "no_model"; reason: string };

/** Rounds after which a race with another worker counts as lost. */
const roundsMax = 3;

/**
 * The session in which an agent takes this attempt's prompt: a new one, or the pull request's own one woken again. A
 * worker with an older fence has lost the loop, so what it left running is not at work.
 */
export async function openSession(ctx: Context, of: SessionOf): Promise<OpenedSession> {
  const { loop, drive, agentId } = of;
  const { organizationId, pullRequestId } = loop;
  const { fence } = drive;
  const chosen = await sessionModel(ctx, of);
  if (chosen.kind === "missing") return { kind: "no_model", reason: chosen.reason };

  for (let round = 0; round < roundsMax; round += 1) {
    const other = await runningSession(ctx.db, organizationId, pullRequestId);
    if (other !== null && other.agent !== agentId) {
      if (isWorking(other, of)) return alreadyFixing(other.agent);
      await endCutOffTurns(ctx.db, organizationId, other.id, ctx.now());
      await abandonSession(ctx.db, organizationId, other.id, ctx.now());
    }
    const newest = await newestSession(ctx.db, organizationId, pullRequestId, agentId);
    const plan = planSession(
      newest === null ? null : { status: newest.status as SessionStatus, working: isWorking(newest, of) },
    );
    if (plan.kind === "skip") return alreadyFixing(agentId);
    if (newest !== null && plan.kind === "prompt")
      await endCutOffTurns(ctx.db, organizationId, newest.id, ctx.now());
    const { id } = plan.kind === "create" || newest === null ? await newSession(ctx, of, chosen) : newest;
    if (await startSession(ctx.db, { organizationId, id, pullRequestId, fence }, ctx.now()))
      return { kind: "opened", id, model: chosen.model };
  }
  return alreadyFixing(agentId);
}

/** A drive works alone on its loop: only a newer one may be at work in a session that we find running. */
function isWorking(
  session: { status: string; loopId: string; fence: number },
  { loop, drive }: { loop: LoopRow; drive: Drive },
): boolean {
  return session.status === "RUNNING" && session.loopId === loop.id && session.fence > drive.fence;
}

function alreadyFixing(agent: string): OpenedSession {
  return { kind: "already_fixing", reason: `A session of ${agent} is fixing this pull request already.` };
}
