import { ciProvider } from "@/lib/ci";
import type { Context } from "@/lib/context";
import { listAttempts, saveAttempt } from "@/lib/db/attempts";
import { toJson } from "@/lib/db/client";
import { advanceLoop, type Drive, type LoopRow, saveLoopFacts, touchLoop } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import type { RegreenEvent } from "@/lib/domain/events";
import { withoutSilent } from "@/lib/domain/silent-providers";
import { sameTest } from "@/lib/domain/test-identity";
import { judgeValidation, type ValidationVerdict } from "@/lib/domain/validation";
import { heldLoop, nextEvents } from "./drive";
import { escalate } from "./escalate";
import { finishLoop } from "./finish-loop";
import { recordAttempt } from "./record-attempt";
import { refreshCommit } from "./refresh-commit";
import { reportLoop } from "./report-loop";
import { repositoryRef } from "./repository-ref";
import { unreadableProviders } from "./unreadable-providers";
import { failureBefore, validationFacts } from "./validation-facts";

export type ValidationOutcome =
  | { kind: "pending"; reason: string }
  | { kind: "settled"; events: RegreenEvent[] };

/**
 * Until when CI is waited for on the commit of this attempt, in milliseconds. Counted from the push: a stage that is driven
 * anew, because its worker died, does not wait anew.
 */
export async function validationUntilMs(
  ctx: Context,
  at: { organizationId: string; loopId: string; attempt: number },
): Promise<number> {
  const attempts = await listAttempts(ctx.db, at.organizationId, at.loopId);
  const pushedAt = attempts.find(({ number }) => number === at.attempt)?.publishedAt ?? ctx.now();
  return pushedAt.getTime() + ctx.settings.validationTimeoutMinutes * 60_000;
}

/**
 * Judges the repair commit by what CI showed on exactly that commit. `last` says that waiting is over: what is still
 * open then counts as not seen, and a person decides.
 */
export async function validateRepair(ctx: Context, drive: Drive, last: boolean): Promise<ValidationOutcome> {
  const loop = await heldLoop(ctx, drive, "validating");
  if (loop === null) return { kind: "settled", events: await nextEvents(ctx, drive) };
  await touchLoop(ctx.db, drive, ctx.now());
  const commitSha = loop.repairHeadSha ?? loop.headSha;
  const where = { organizationId: loop.organizationId, repositoryId: loop.repositoryId, headSha: commitSha };
  const repository = repositoryRef(loop.repository, loop.organization);
  const commit = await refreshCommit(ctx, where, repository);
  const progress = {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
    stage: "validate" as const,
    key: `${loop.attempt}/validate`,
    title: "Validate on CI",
  };
  const failure = await failureBefore(ctx, loop);
  const unreadable = await unreadableProviders(ctx, repository, [
    ...failure.failedSteps.map((step) => step.provider),
    ...commit.pending.map((run) => run.provider),
  ]);
  // Answered at once: what ends while jobs and reports are read would be told before the stage waits for it.
  if (commit.pending.length > 0 && !last) {
    const running = `Still running: ${commit.pending.map((run) => run.name).join(", ")}.`;
    const reason = [running, ...unreadable].join(" ");
    await recordProgress(ctx.db, { ...progress, status: "waiting", reason }, ctx.now());
    return { kind: "pending", reason };
  }
  const seen = await validationFacts(ctx, loop, commitSha, commit);
  // Nobody waits for ever for a provider that went silent while another runs the same tests.
  const left = last ? withoutSilent(failure, seen, sameTest) : { before: failure, silent: [] };
  const verdict = judgeValidation(left.before, seen, sameTest);
  for (const id of left.silent)
    verdict.reasons.push(`${ciProvider(ctx.ci, id).title} did not report on this commit.`);
  verdict.reasons.push(...unreadable);
  if (verdict.outcome === "inconclusive" && !last) {
    await recordProgress(
      ctx.db,
      { ...progress, status: "waiting", reason: verdict.reasons.join(" ") },
      ctx.now(),
    );
    return { kind: "pending", reason: verdict.reasons.join(" ") };
  }
  await recordProgress(
    ctx.db,
    {
      ...progress,
      status: verdict.outcome === "pass" ? "done" : "failed",
      reason: verdict.reasons.join(" "),
      detail: { verdict },
    },
    ctx.now(),
  );
  return { kind: "settled", events: await settle(ctx, drive, loop, verdict) };
}

async function settle(
  ctx: Context,
  drive: Drive,
  loop: LoopRow,
  verdict: ValidationVerdict,
): Promise<RegreenEvent[]> {
  const key = { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt };
  const reason = verdict.reasons.join(" ");
  if (verdict.outcome === "inconclusive") {
    await saveAttempt(ctx.db, key, {
      validation: toJson(verdict),
      outcome: "failed",
      reason,
      endedAt: ctx.now(),
    });
    return escalate(ctx, drive, ["CI did not report on the repair commit in time.", reason]);
  }
  const passed = verdict.outcome === "pass";
  await saveAttempt(ctx.db, key, {
    validation: toJson(verdict),
    validationOutcome: passed ? "pass" : "fail",
    outcome: passed ? "validated" : "rejected",
    reason,
    endedAt: ctx.now(),
  });
  const spent = loop.attempt;
  await saveLoopFacts(ctx.db, drive, { attemptsSpent: spent }, ctx.now());
  const escalated = !passed && spent >= loop.attemptLimit;
  await recordAttempt(ctx, loop, passed ? "pass" : "fail", escalated);
  if (passed) return finishLoop(ctx, drive, { outcome: "fixed", reason, proof: verdict });
  if (escalated) {
    const limit = `All ${loop.attemptLimit} attempt${loop.attemptLimit === 1 ? " is" : "s are"} spent.`;
    return escalate(ctx, drive, [limit, reason]);
  }
  const facts = { attempt: loop.attempt + 1 };
  if (await advanceLoop(ctx.db, drive, "validating", "collecting", facts, ctx.now()))
    await reportLoop(ctx, loop.organizationId, loop.id);
  return nextEvents(ctx, drive);
}
