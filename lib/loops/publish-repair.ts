import { assertNever, invariant } from "@/lib/assert";
import type { Context } from "@/lib/context";
import { listAttempts, saveAttempt } from "@/lib/db/attempts";
import { findBrief } from "@/lib/db/briefs";
import { completeIntent, declareIntent } from "@/lib/db/intents";
import { advanceLoop, type Drive, holdsFence, type LoopRow, saveLoopFacts } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import type { RegreenEvent } from "@/lib/domain/events";
import { LocalProof } from "@/lib/domain/local-proof";
import { StoredPatch } from "@/lib/domain/stored-patch";
import { commitMessage, repairPullRequestBody, repairPullRequestTitle } from "@/lib/github/messages";
import { findPullRequestByBranch, openDraftPullRequest } from "@/lib/github/pull-requests";
import { createCommit, pushRepairBranch } from "@/lib/github/repair-branch";
import { heldLoop, nextEvents } from "./drive";
import { finishLoop } from "./finish-loop";
import { gateWarnings } from "./repair/gate-warnings";
import { reportLoop } from "./report-loop";
import { repositoryRef } from "./repository-ref";
import { stillAllowed } from "./still-allowed";

/**
 * Commits the attempt's patch, puts it on the repair branch, opens the draft pull request, and moves the loop on to
 * validation. Each effect has its intent and is looked up before it is done, so a repeat adds nothing.
 */
export async function publishRepair(ctx: Context, drive: Drive): Promise<RegreenEvent[]> {
  const loop = await heldLoop(ctx, drive, "repairing");
  if (loop === null) return nextEvents(ctx, drive);
  const attempt = (await listAttempts(ctx.db, loop.organizationId, loop.id)).find(
    (candidate) => candidate.number === loop.attempt,
  );
  invariant(attempt, "a repair that is published has an attempt");
  const key = { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt };

  if (loop.pullRequest.headRepositoryId !== loop.repository.githubRepositoryId) {
    await saveAttempt(ctx.db, key, {
      outcome: "suggested",
      reason: "Suggested, not pushed: the pull request comes from a fork.",
      endedAt: ctx.now(),
    });
    return finishLoop(ctx, drive, {
      outcome: "handed_over",
      reason:
        "The pull request comes from a fork, so the repair is offered as a suggestion and nothing was pushed.",
    });
  }
  const allowed = await stillAllowed(ctx, loop);
  if (!allowed.yes) return finishLoop(ctx, drive, allowed.end);

  const patch = StoredPatch.parse(attempt.patch);
  const repository = repositoryRef(loop.repository, loop.organization);
  const commitSha = await createCommit(ctx.gitStore, ctx.github, repository, {
    parentSha: attempt.baseSha,
    files: patch.files.map((file) => ({
      path: file.path,
      mode: file.mode ?? "100644",
      content: file.contentBase64 === null ? null : Buffer.from(file.contentBase64, "base64"),
    })),
    message: commitMessage({
      runId: loop.trigger,
      attempt: loop.attempt,
      attemptLimit: loop.attemptLimit,
      category: loop.category ?? "CI",
      loopId: loop.id,
      agent: attempt.agent ?? "unknown",
    }),
    author: { name: "regreen[bot]", email: "regreen[bot]@users.noreply.github.com" },
    at: attempt.startedAt,
  });
  await saveAttempt(ctx.db, key, { commitSha });
  const pushed = await push(ctx, drive, loop, commitSha);
  if (pushed !== null) return pushed;
  if (!(await saveLoopFacts(ctx.db, drive, { repairHeadSha: commitSha }, ctx.now()))) return [];
  await openPullRequest(ctx, drive, loop, attempt.agent ?? "unknown", patch, attempt.localProof);
  await saveAttempt(ctx.db, key, { publishedAt: ctx.now() });

  if (await advanceLoop(ctx.db, drive, "repairing", "validating", {}, ctx.now()))
    await reportLoop(ctx, loop.organizationId, loop.id);
  return nextEvents(ctx, drive);
}

/** Null when the commit is on the branch; else the events of the end that its refusal is. */
async function push(
  ctx: Context,
  drive: Drive,
  loop: LoopRow,
  commitSha: string,
): Promise<RegreenEvent[] | null> {
  const branch = loop.repairBranch ?? "";
  const naturalKey = `push:${loop.id}:${loop.attempt}`;
  await declareIntent(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    kind: "push",
    naturalKey,
    fence: drive.fence,
  });
  if (!(await holdsFence(ctx.db, drive))) return [];
  const progress = {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
    stage: "repair" as const,
    key: `${loop.attempt}/push`,
    title: "Push the repair branch",
  };
  const result = await pushRepairBranch(
    ctx.gitStore,
    ctx.github,
    repositoryRef(loop.repository, loop.organization),
    {
      branch,
      commitSha,
      expectedSha: loop.repairHeadSha === commitSha ? null : loop.repairHeadSha,
    },
  );
  switch (result.kind) {
    case "pushed":
    case "already_there":
      await completeIntent(ctx.db, loop.organizationId, naturalKey, { commitSha }, ctx.now());
      await recordProgress(
        ctx.db,
        { ...progress, status: "done", reason: `${commitSha.slice(0, 7)} on ${branch}.` },
        ctx.now(),
      );
      return null;
    case "moved":
      await recordProgress(
        ctx.db,
        { ...progress, status: "failed", reason: "The branch holds a commit that is not ours." },
        ctx.now(),
      );
      return finishLoop(ctx, drive, {
        outcome: "handed_over",
        reason: `Somebody else moved the repair branch to ${result.headSha?.slice(0, 7) ?? "nothing"}; it is theirs now.`,
      });
    case "refused":
      await recordProgress(ctx.db, { ...progress, status: "failed", reason: result.reason }, ctx.now());
      return finishLoop(ctx, drive, {
        outcome: "blocked",
        reason: `GitHub refused the push: ${result.reason}`,
      });
    default:
      return assertNever(result, "push result");
  }
}

async function openPullRequest(
  ctx: Context,
  drive: Drive,
  loop: LoopRow,
  agent: string,
  patch: StoredPatch,
  localProof: unknown,
): Promise<void> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const branch = loop.repairBranch ?? "";
  const naturalKey = `pull-request:${loop.id}`;
  await declareIntent(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    kind: "pull_request",
    naturalKey,
    fence: drive.fence,
  });
  const found = await findPullRequestByBranch(ctx.github, repository, branch);
  const proof = LocalProof.safeParse(localProof);
  const brief = await findBrief(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
  });
  const pull =
    found ??
    (await openDraftPullRequest(ctx.github, repository, {
      head: branch,
      base: loop.pullRequest.headRef,
      title: repairPullRequestTitle({
        pullRequest: loop.pullRequest.number,
        category: loop.category ?? "CI",
      }),
      body: repairPullRequestBody({
        pullRequest: loop.pullRequest.number,
        attempt: loop.attempt,
        attemptLimit: loop.attemptLimit,
        runId: brief?.run_id ?? loop.trigger,
        agent,
        changedFiles: patch.files.map((file) => file.path),
        localProof: proof.success ? proof.data : null,
        gateWarnings: await gateWarnings(ctx, loop),
        url: `${ctx.settings.publicUrl}/${loop.organization.login}/loops/${loop.id}`,
      }),
    }));
  await completeIntent(ctx.db, loop.organizationId, naturalKey, pull, ctx.now());
  await saveLoopFacts(
    ctx.db,
    drive,
    { repairPullRequestNumber: pull.number, repairPullRequestUrl: pull.url },
    ctx.now(),
  );
  await recordProgress(
    ctx.db,
    {
      organizationId: loop.organizationId,
      loopId: loop.id,
      attempt: loop.attempt,
      stage: "repair",
      key: `${loop.attempt}/pull-request`,
      title: pull.draft ? "Draft pull request" : "Pull request",
      status: "done",
      reason: `#${pull.number} into ${loop.pullRequest.headRef}.`,
      detail: { url: pull.url },
    },
    ctx.now(),
  );
}
