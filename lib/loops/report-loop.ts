import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import { findEscalation } from "@/lib/db/escalations";
import { findEvidence } from "@/lib/db/evidence";
import { completeIntent, declareIntent } from "@/lib/db/intents";
import { type LoopRow, loopById, saveLoopMarks } from "@/lib/db/loops";
import { newestEntry } from "@/lib/db/timeline";
import { withLock } from "@/lib/db/with-lock";
import { EscalationState } from "@/lib/domain/escalation";
import { LoopOutcome, LoopState } from "@/lib/domain/loop";
import type { LoopReport } from "@/lib/domain/loop-report";
import { ValidationVerdict } from "@/lib/domain/validation";
import { type CheckAnnotation, writeCheckRun } from "@/lib/github/check-runs";
import { type WriteResult, writeComment } from "@/lib/github/comments";
import { checkRunActions, checkRunSummary, checkRunTitle, loopComment } from "@/lib/github/messages";
import { hunksOf } from "@/lib/patch/hunks";
import { hasAccess } from "./has-access";
import { suggestionOf } from "./look-at-suggestion";
import { patchPaths } from "./patch-paths";
import { repositoryRef } from "./repository-ref";

/** Timeline entries of buttons that were pressed on GitHub have keys that begin so. */
export const pressedKeyPrefix = "pressed-";

const reportTimeoutMs = 120_000;

/**
 * Brings the loop's one comment and one check run up to date with its rows. A report that fails is logged and shown
 * nowhere else: it must never fail the repair.
 */
export async function reportLoop(ctx: Context, organizationId: string, loopId: string): Promise<void> {
  try {
    // Two writers at once would each find no comment and each make one.
    await withLock(ctx.db, { kind: "report", id: loopId }, reportTimeoutMs, async () => {
      const loop = await loopById(ctx.db, organizationId, loopId);
      // After GitHub took its access back nothing more is asked of it, not even a last word.
      if (!hasAccess(loop)) return;
      const report = await composeReport(ctx, loop);
      await writeLoopCheckRun(ctx, loop, report);
      await writeLoopComment(ctx, loop, report);
    });
  } catch (error) {
    ctx.log.warn({ loopId, error }, "the loop could not be reported on GitHub");
  }
}

async function writeLoopComment(ctx: Context, loop: LoopRow, report: LoopReport): Promise<void> {
  const naturalKey = `comment:${loop.id}`;
  await declareIntent(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    kind: "comment",
    naturalKey,
    fence: loop.fence,
  });
  const ref = repositoryRef(loop.repository, loop.organization);
  const result = await writeComment(ctx.github, ref, loop.pullRequest.number, {
    loopId: loop.id,
    knownId: loop.commentId,
    body: loopComment(report),
  });
  await completeIntent(ctx.db, loop.organizationId, naturalKey, idOf(result), ctx.now());
  if (result.written && result.id !== loop.commentId)
    await saveLoopMarks(ctx.db, loop.organizationId, loop.id, { commentId: result.id });
  if (!result.written) ctx.log.warn({ loopId: loop.id, reason: result.reason }, "the comment was refused");
}

async function writeLoopCheckRun(ctx: Context, loop: LoopRow, report: LoopReport): Promise<void> {
  const naturalKey = `check-run:${loop.id}`;
  await declareIntent(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    kind: "check_run",
    naturalKey,
    fence: loop.fence,
  });
  const ref = repositoryRef(loop.repository, loop.organization);
  const result = await writeCheckRun(ctx.github, ref, loop.checkRunId, {
    loopId: loop.id,
    headSha: loop.headSha,
    detailsUrl: report.url,
    title: checkRunTitle(report),
    summary: checkRunSummary(report),
    actions: checkRunActions(report),
    annotations: suggestionAnnotations(report),
    state:
      report.state === "ended"
        ? { status: "completed", conclusion: report.outcome === "fixed" ? "success" : "neutral" }
        : { status: "in_progress" },
  });
  await completeIntent(ctx.db, loop.organizationId, naturalKey, idOf(result), ctx.now());
  if (result.written && result.id !== loop.checkRunId)
    await saveLoopMarks(ctx.db, loop.organizationId, loop.id, { checkRunId: result.id });
  if (!result.written) ctx.log.warn({ loopId: loop.id, reason: result.reason }, "the check run was refused");
}

function idOf(result: WriteResult): unknown {
  return result.written ? { id: String(result.id) } : { refused: result.reason };
}

const annotationsMax = 200;

/** Each change of a suggested patch at its place in the commit. */
function suggestionAnnotations({ suggestion }: LoopReport): CheckAnnotation[] {
  if (suggestion === null) return [];
  return hunksOf(suggestion.patchText)
    .slice(0, annotationsMax)
    .map(({ text, ...place }) => ({
      ...place,
      title: "Suggested change",
      message: suggestion.applicable
        ? "Regreen suggests this change. Apply, above, pushes the whole patch to a repair branch."
        : "Regreen suggests this change.",
      rawDetails: text,
    }));
}

async function suggestionIn(ctx: Context, loop: LoopRow): Promise<LoopReport["suggestion"]> {
  if (loop.outcome !== "handed_over") return null;
  const { standing, patchText } = await suggestionOf(ctx, loop);
  return patchText === null ? null : { patchText, applicable: standing.kind === "applicable" };
}

async function composeReport(ctx: Context, loop: LoopRow): Promise<LoopReport> {
  const key = { organizationId: loop.organizationId, loopId: loop.id };
  const [evidence, attempts, escalation, pressed] = await Promise.all([
    findEvidence(ctx.db, { ...key, attempt: 1 }),
    listAttempts(ctx.db, key.organizationId, key.loopId),
    findEscalation(ctx.db, key.organizationId, key.loopId),
    newestEntry(ctx.db, key.organizationId, key.loopId, pressedKeyPrefix),
  ]);
  const proof = ValidationVerdict.safeParse(loop.proof);
  return {
    loopId: loop.id,
    url: `${ctx.settings.publicUrl}/${loop.organization.login}/loops/${loop.id}`,
    state: LoopState.parse(loop.state),
    outcome: loop.outcome === null ? null : LoopOutcome.parse(loop.outcome),
    reason: loop.endReason,
    headRef: loop.pullRequest.headRef,
    category: evidence?.category ?? null,
    failingStep: evidence?.jobs[0]?.step ?? null,
    failingTests: evidence?.failingTests ?? [],
    attemptLimit: loop.attemptLimit,
    attempts: attempts.map((attempt) => ({
      number: attempt.number,
      agent: attempt.agent,
      changedFiles: patchPaths(attempt.patch),
      result: attempt.reason ?? "in progress",
    })),
    proof: proof.success ? { level: proof.data.level, reasons: proof.data.reasons } : null,
    repairPullRequest:
      loop.repairPullRequestNumber === null || loop.repairPullRequestUrl === null
        ? null
        : { number: loop.repairPullRequestNumber, url: loop.repairPullRequestUrl },
    suggestion: await suggestionIn(ctx, loop),
    escalation: escalation?.document
      ? {
          document: escalation.document,
          state: EscalationState.parse(escalation.state),
          takenByLogin: escalation.takenByLogin,
        }
      : null,
    answer: pressed === null ? null : { button: pressed.title, words: pressed.reason ?? "" },
  };
}
