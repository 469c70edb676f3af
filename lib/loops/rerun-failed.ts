import { ciProvider } from "@/lib/ci";
import type { Context } from "@/lib/context";
import { completeIntent, declareIntent, listDone } from "@/lib/db/intents";
import { advanceLoop, type Drive, touchLoop } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import type { RegreenEvent } from "@/lib/domain/events";
import { sameTest } from "@/lib/domain/test-identity";
import { judgeValidation } from "@/lib/domain/validation";
import { heldLoop, nextEvents } from "./drive";
import { finishLoop } from "./finish-loop";
import { refreshCommit } from "./refresh-commit";
import { repositoryRef } from "./repository-ref";
import { failureBefore, validationFacts } from "./validation-facts";

/** Asks the provider to run the failed jobs again, once for each run and attempt. Answers how many will run. */
export async function rerunFailed(ctx: Context, drive: Drive): Promise<{ asked: number }> {
  const loop = await heldLoop(ctx, drive, "rerunning");
  if (loop === null) return { asked: 0 };
  const repository = repositoryRef(loop.repository, loop.organization);
  const where = {
    organizationId: loop.organizationId,
    repositoryId: loop.repositoryId,
    headSha: loop.headSha,
  };
  const { red, pending } = await refreshCommit(ctx, where, repository);
  let asked = pending.length;
  const permissions = new Set<string>();
  for (const run of red) {
    const provider = ciProvider(ctx.ci, run.provider);
    const rerun = await provider.rerun(repository);
    if (rerun === null) continue;
    const naturalKey = rerunKey(loop.id, run);
    const done = await declareIntent(ctx.db, {
      organizationId: loop.organizationId,
      loopId: loop.id,
      kind: "rerun",
      naturalKey,
      fence: drive.fence,
    });
    if (done !== null) continue;
    const accepted = await rerun.failed(run.externalId);
    await completeIntent(ctx.db, loop.organizationId, naturalKey, { accepted }, ctx.now());
    if (!accepted) continue;
    asked += 1;
    permissions.add(`${provider.title} was asked by permission of ${rerun.allowedBy}.`);
  }
  await recordProgress(
    ctx.db,
    {
      organizationId: loop.organizationId,
      loopId: loop.id,
      attempt: loop.attempt,
      stage: "rerun",
      key: "rerun",
      title: "Run the failed jobs again",
      status: asked > 0 ? "waiting" : "failed",
      reason: asked > 0 ? ["Waiting for CI.", ...permissions].join(" ") : "The provider refused the rerun.",
    },
    ctx.now(),
  );
  return { asked };
}

function rerunKey(loopId: string, run: { provider: string; externalId: string; runAttempt: number }): string {
  return `rerun:${loopId}:${run.provider}:${run.externalId}:${run.runAttempt}`;
}

export type RerunVerdict = { kind: "pending" } | { kind: "settled"; events: RegreenEvent[] };

/** What the rerun showed: green ends the loop without any change, red goes back to collecting. */
export async function judgeRerun(ctx: Context, drive: Drive, last: boolean): Promise<RerunVerdict> {
  const loop = await heldLoop(ctx, drive, "rerunning");
  if (loop === null) return { kind: "settled", events: await nextEvents(ctx, drive) };
  await touchLoop(ctx.db, drive, ctx.now());
  const where = {
    organizationId: loop.organizationId,
    repositoryId: loop.repositoryId,
    headSha: loop.headSha,
  };
  const commit = await refreshCommit(ctx, where, repositoryRef(loop.repository, loop.organization));
  const { red, pending } = commit;
  // A rerun takes a moment to show: until then the provider still lists the attempt that failed.
  const { organizationId } = loop;
  const asked = new Set(await listDone(ctx.db, { organizationId, loopId: loop.id, kind: "rerun" }));
  const notStarted = red.filter((run) => asked.has(rerunKey(loop.id, run)));
  if (pending.length + notStarted.length > 0 && !last) return { kind: "pending" };

  const progress = {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
    stage: "rerun" as const,
    key: "rerun",
    title: "Run the failed jobs again",
  };
  const verdict = judgeValidation(
    await failureBefore(ctx, loop),
    await validationFacts(ctx, loop, loop.headSha, commit),
    sameTest,
  );
  if (verdict.outcome === "pass") {
    await recordProgress(
      ctx.db,
      { ...progress, status: "done", reason: verdict.reasons.join(" "), detail: { verdict } },
      ctx.now(),
    );
    const reason =
      "The same commit passed when its failed jobs ran again: the failure came by chance, and nothing was changed.";
    return {
      kind: "settled",
      events: await finishLoop(ctx, drive, { outcome: "fixed", reason, proof: verdict }),
    };
  }
  await recordProgress(
    ctx.db,
    {
      ...progress,
      status: "failed",
      reason: red.length > 0 ? "It failed again." : "CI did not answer in time.",
    },
    ctx.now(),
  );
  await advanceLoop(ctx.db, drive, "rerunning", "collecting", {}, ctx.now());
  return { kind: "settled", events: await nextEvents(ctx, drive) };
}
