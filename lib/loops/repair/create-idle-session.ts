import type { Context } from "@/lib/context";
import { createSession, lastModel, newestSession } from "@/lib/db/agent-sessions";
import type { Drive, LoopRow } from "@/lib/db/loops";
import { chooseModel, planSession, SessionStatus } from "@/lib/domain/agent-session";
import { type AgentOptions, modelSettingsOf } from "@/lib/domain/agent-settings";

export interface SessionOf {
  loop: LoopRow;
  drive: Drive;
  attemptId: string;
  agentId: string;
  /** Null for the product's own agents, which ask no model. */
  options: AgentOptions | null;
}

/** The model that a session asks; null model and source where its agent asks none. */
export async function sessionModel(ctx: Context, { loop, options }: SessionOf) {
  const wanted = options === null ? null : modelSettingsOf(options);
  if (wanted === null) return { kind: "chosen" as const, model: null, source: null, protocol: null };
  const { protocol } = wanted;
  const last = await lastModel(ctx.db, loop.organizationId, loop.pullRequestId, protocol);
  const choice = chooseModel(wanted.model, last);
  return choice.kind === "chosen" ? { ...choice, protocol } : choice;
}

export async function newSession(
  ctx: Context,
  { loop, drive, attemptId, agentId }: SessionOf,
  chosen: { model: string | null; source: string | null; protocol: string | null },
): Promise<{ id: string }> {
  const { organizationId, id: loopId, pullRequestId } = loop;
  return createSession(
    ctx.db,
    {
      organizationId,
      loopId,
      attemptId,
      pullRequestId,
      agent: agentId,
      model: chosen.model,
      modelSource: chosen.source,
      modelProtocol: chosen.protocol,
      fence: drive.fence,
    },
    ctx.now(),
  );
}

/**
 * Makes a session that waits to be started, unless the agent has an open one on the pull request already. Without a model
 * there is nothing to start, and the repair says so in its turn.
 */
export async function createIdleSession(ctx: Context, of: SessionOf): Promise<void> {
  const { organizationId, pullRequestId } = of.loop;
  const newest = await newestSession(ctx.db, organizationId, pullRequestId, of.agentId);
  const status = newest === null ? null : SessionStatus.parse(newest.status);
  const plan = planSession(status === null ? null : { status, working: false });
  const chosen = await sessionModel(ctx, of);
  if (plan.kind === "create" && chosen.kind === "chosen") await newSession(ctx, of, chosen);
}
