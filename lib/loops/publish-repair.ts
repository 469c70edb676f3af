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
import type { StoredRepository } from "@/lib/github/client";
import { repairPullRequestBody, repairPullRequestTitle } from "@/lib/github/messages";
import {
  draftLabel,
  findPullRequestByBranch,
  labelAsDraft,
  openDraftPullRequest,
} from "@/lib/github/pull-requests";
import { heldLoop, nextEvents } from "./drive";
import { finishLoop } from "./finish-loop";
import { isFork } from "./is-fork";
import { policyOf } from "./policy-of";
import { gateWarnings } from "./repair/gate-warnings";
import { type AttemptCommit, makeAttemptCommit, moveBranch } from "./repair/publish-commit";
import { reportLoop } from "./report-loop";
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

  const suggestion = await reasonToSuggest(ctx, loop);
  if (suggestion !== null) {
    await saveAttempt(ctx.db, key, {
      outcome: "suggested",
      reason: `Suggested, not pushed: ${suggestion.why}`,
      endedAt: ctx.now(),
    });
    return finishLoop(ctx, drive, { outcome: "handed_over", reason: suggestion.end });
  }
  const allowed = await stillAllowed(ctx, loop);
  if (!allowed.yes) return finishLoop(ctx, drive, allowed.end);

  const patch = StoredPatch.parse(attempt.patch);
  const commit = await makeAttemptCommit(ctx, loop, allowed.repository, attempt, patch);
  const pushed = await push(ctx, drive, loop, allowed.repository, commit);
  if (pushed !== null) return pushed;
  if (!(await saveLoopFacts(ctx.db, drive, { repairHeadSha: commit.sha }, ctx.now()))) return [];
  await openPullRequest(ctx, drive, loop, allowed.repository, attempt, patch);
  await saveAttempt(ctx.db, key, { publishedAt: ctx.now() });

  if (await advanceLoop(ctx.db, drive, "repairing", "validating", {}, ctx.now()))
    await reportLoop(ctx, loop.organizationId, loop.id);
  return nextEvents(ctx, drive);
}

/** Why a repair is offered instead of pushed; null where it is pushed. */
async function reasonToSuggest(ctx: Context, loop: LoopRow): Promise<{ why: string; end: string } | null> {
  if (isFork(loop))
    return {
      why: "the pull request comes from a fork.",
      end: "The pull request comes from a fork, so the repair is offered as a suggestion and nothing was pushed.",
    };
  const policy = await policyOf(ctx, loop.organizationId, loop.repositoryId);
  const asked = loop.appliesAttemptId !== null && loop.attempt === 1;
  if (policy.mode.value !== "suggest" || asked) return null;
  return {
    why: "the settings ask for suggestions.",
    end: "A repair is suggested and nothing was pushed. Apply, on the loop's page or on the check run, pushes it.",
  };
}

/** Null when the commit is on the branch; else the events of the end that its refusal is. */
async function push(
  ctx: Context,
  drive: Drive,
  loop: LoopRow,
  repository: StoredRepository,
  commit: AttemptCommit,
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
  const result = await moveBranch(ctx, loop, repository, commit);
  switch (result.kind) {
    case "pushed":
    case "already_there":
      await completeIntent(ctx.db, loop.organizationId, naturalKey, { commitSha: commit.sha }, ctx.now());
      await recordProgress(
        ctx.db,
        {
          ...progress,
          status: "done",
          reason: `${commit.sha.slice(0, 7)} on ${branch}${commit.verified ? ", signed by GitHub" : ""}.`,
        },
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
  repository: StoredRepository,
  attempt: { agent: string | null; localProof: unknown },
  patch: StoredPatch,
): Promise<void> {
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
  const proof = LocalProof.safeParse(attempt.localProof);
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
        category: loop.category,
      }),
      body: repairPullRequestBody({
        pullRequest: loop.pullRequest.number,
        attempt: loop.attempt,
        attemptLimit: loop.attemptLimit,
        runId: brief?.run_id ?? loop.trigger,
        agent: attempt.agent ?? "unknown",
        changedFiles: patch.files.map((file) => file.path),
        localProof: proof.success ? proof.data : null,
        gateWarnings: await gateWarnings(ctx, loop),
        url: `${ctx.settings.publicUrl}/${loop.organization.login}/loops/${loop.id}`,
      }),
    }));
  if (!pull.draft) await labelAsDraft(ctx.github, repository, pull.number);
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
      reason: `#${pull.number} into ${loop.pullRequest.headRef}${pull.draft ? "" : `, with the label "${draftLabel}": drafts do not exist here`}.`,
      detail: { url: pull.url },
    },
    ctx.now(),
  );
}
