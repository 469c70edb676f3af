import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import { findBrief } from "@/lib/db/briefs";
import { openEscalation } from "@/lib/db/escalations";
import { findEvidence } from "@/lib/db/evidence";
import { type Drive, holdsFence, type LoopRow, loopById, takeFence } from "@/lib/db/loops";
import type { Brief } from "@/lib/domain/brief";
import { categoryWords } from "@/lib/domain/category-words";
import type { EscalationDocument } from "@/lib/domain/escalation";
import type { RegreenEvent } from "@/lib/domain/events";
import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import { LoopState } from "@/lib/domain/loop";
import { ValidationVerdict } from "@/lib/domain/validation";
import { finishLoop } from "./finish-loop";
import { patchPaths } from "./patch-paths";

/** Hands the loop to a person with everything in hand, then ends it. */
export async function escalate(
  ctx: Context,
  drive: Drive,
  reasons: readonly string[],
): Promise<RegreenEvent[]> {
  if (!(await holdsFence(ctx.db, drive))) return [];
  const loop = await loopById(ctx.db, drive.organizationId, drive.loopId);
  const first = { organizationId: loop.organizationId, loopId: loop.id, attempt: 1 };
  const [evidence, brief, attempts] = await Promise.all([
    findEvidence(ctx.db, first),
    findBrief(ctx.db, first),
    listAttempts(ctx.db, loop.organizationId, loop.id),
  ]);
  await openEscalation(
    ctx.db,
    loop.organizationId,
    loop.id,
    escalationDocument(ctx, loop, { evidence, brief, attempts }, reasons),
  );
  return finishLoop(ctx, drive, { outcome: "escalated", reason: reasons.join(" ") });
}

/** The same for a loop whose stage broke: taken from whoever held it, wherever it stands. */
export async function escalateAfterError(
  ctx: Context,
  at: { organizationId: string; loopId: string },
): Promise<RegreenEvent[]> {
  const loop = await loopById(ctx.db, at.organizationId, at.loopId);
  const key = { organizationId: at.organizationId, loopId: at.loopId, attempt: loop.attempt };
  const drive = await takeFence(ctx.db, { ...key, state: LoopState.parse(loop.state) }, ctx.now());
  if (drive === null || loop.state === "ended") return [];
  return escalate(ctx, drive, [
    "Regreen could not go on: a stage failed again and again. Its log has the error.",
  ]);
}

type AttemptRow = Awaited<ReturnType<typeof listAttempts>>[number];

function escalationDocument(
  ctx: Context,
  loop: LoopRow,
  known: { evidence: FailureEvidence | null; brief: Brief | null; attempts: readonly AttemptRow[] },
  reasons: readonly string[],
): EscalationDocument {
  const { evidence, brief, attempts } = known;
  const repository = `${loop.repository.owner}/${loop.repository.name}`;
  const first = evidence?.jobs[0];
  return {
    repository,
    pullRequest: {
      number: loop.pullRequest.number,
      url: `${ctx.github.webUrl}/${repository}/pull/${loop.pullRequest.number}`,
      title: loop.pullRequest.title,
    },
    repairBranch: loop.repairHeadSha === null ? null : loop.repairBranch,
    repairPullRequest:
      loop.repairPullRequestNumber === null || loop.repairPullRequestUrl === null
        ? null
        : { number: loop.repairPullRequestNumber, url: loop.repairPullRequestUrl },
    firstRun: { id: loop.trigger, name: first?.run ?? "CI", url: first?.url ?? null },
    attempts: attempts.map(attemptOf),
    category: evidence?.category ?? "unknown",
    failingStep: first?.step ?? null,
    failingTests: evidence?.failingTests ?? [],
    summary: summarize(loop, evidence, attempts),
    reasons: [...reasons],
    reproduction: [
      ...new Set(
        (brief?.reproduction ?? []).map(({ command, focused_command }) => focused_command ?? command),
      ),
    ],
    remainingUncertainty: [...(evidence?.missing ?? [])],
    proposals: brief?.grade.proposals ?? [],
  };
}

function attemptOf(attempt: AttemptRow): EscalationDocument["attempts"][number] {
  const verdict = ValidationVerdict.safeParse(attempt.validation);
  const files = patchPaths(attempt.patch);
  return {
    number: attempt.number,
    agent: attempt.agent,
    runIds: verdict.success ? verdict.data.runs.map((run) => `${run.provider}:${run.externalId}`) : [],
    commitSha: attempt.commitSha,
    changedFiles: files,
    tried:
      files.length === 0
        ? "Nothing was changed."
        : `Changed ${files.length} file${files.length === 1 ? "" : "s"}.`,
    result: attempt.reason ?? "It did not finish.",
  };
}

function summarize(loop: LoopRow, evidence: FailureEvidence | null, attempts: readonly AttemptRow[]): string {
  const what =
    evidence === null
      ? "CI failed."
      : `CI failed: ${categoryWords(evidence.category).failure}${evidence.jobs[0]?.step ? " in one step" : ""}.`;
  const pushed = attempts.filter((attempt) => attempt.publishedAt !== null).length;
  const tried =
    attempts.length === 0
      ? "No repair was tried."
      : `${attempts.length} attempt${attempts.length === 1 ? " was" : "s were"} made, ${pushed} of them pushed and checked by CI; none made the same tests pass.`;
  const rerun = loop.rerunsAsked > 0 ? " The failed jobs were run again and failed again." : "";
  return `${what} ${tried}${rerun}`;
}
