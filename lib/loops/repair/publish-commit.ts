import { assertNever } from "@/lib/assert";
import type { Context } from "@/lib/context";
import { saveAttempt } from "@/lib/db/attempts";
import type { LoopRow } from "@/lib/db/loops";
import type { StoredPatch } from "@/lib/domain/stored-patch";
import type { StoredRepository } from "@/lib/github/client";
import { commitMessage } from "@/lib/github/messages";
import { createCommit, type PushResult, pushRepairBranch, writeTree } from "@/lib/github/repair-branch";
import { commitExists, createSignedCommit, moveRepairBranch } from "@/lib/github/signed-commit";

/** A commit of an attempt, and where it lies: made and signed by GitHub, or in our store, to be pushed. */
export interface AttemptCommit {
  sha: string;
  at: "github" | "store";
  verified: boolean;
}

interface AttemptFacts {
  baseSha: string;
  commitSha: string | null;
  agent: string | null;
  startedAt: Date;
}

/**
 * Makes the attempt's commit, once: the one that an earlier call made is found again. GitHub makes and signs it where it
 * does; where it refuses, git makes it here. The commit is written down before any branch moves, so that its own push
 * is known as ours when GitHub tells of it.
 */
export async function makeAttemptCommit(
  ctx: Context,
  loop: LoopRow,
  repository: StoredRepository,
  attempt: AttemptFacts,
  patch: StoredPatch,
): Promise<AttemptCommit> {
  const { commitSha } = attempt;
  if (commitSha !== null && (await commitExists(ctx.github, repository, commitSha)))
    return { sha: commitSha, at: "github", verified: true };
  const request = {
    parentSha: attempt.baseSha,
    files: patch.files.map((file) => ({
      path: file.path,
      mode: file.mode ?? ("100644" as const),
      content: file.contentBase64 === null ? null : Buffer.from(file.contentBase64, "base64"),
    })),
    message: commitMessage({
      runId: loop.trigger,
      attempt: loop.attempt,
      attemptLimit: loop.attemptLimit,
      category: loop.category,
      loopId: loop.id,
      agent: attempt.agent ?? "unknown",
    }),
    author: { name: "regreen[bot]", email: "regreen[bot]@users.noreply.github.com" },
    at: attempt.startedAt,
  };
  const treeSha = await writeTree(ctx.gitStore, ctx.github, repository, request);
  const signed = await createSignedCommit(ctx.github, repository, { ...request, treeSha });
  if (!signed.made) ctx.log.info({ loopId: loop.id, reason: signed.reason }, "the commit is made by git");
  const commit: AttemptCommit = signed.made
    ? { sha: signed.sha, at: "github", verified: signed.verified }
    : {
        sha: await createCommit(ctx.gitStore, ctx.github, repository, request),
        at: "store",
        verified: false,
      };
  const key = { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt };
  await saveAttempt(ctx.db, key, { commitSha: commit.sha });
  return commit;
}

/** Puts the commit on the loop's repair branch, from exactly where the loop knows it to be. */
export function moveBranch(
  ctx: Context,
  loop: LoopRow,
  repository: StoredRepository,
  commit: AttemptCommit,
): Promise<PushResult> {
  const move = {
    branch: loop.repairBranch ?? "",
    commitSha: commit.sha,
    expectedSha: loop.repairHeadSha === commit.sha ? null : loop.repairHeadSha,
  };
  switch (commit.at) {
    case "github":
      return moveRepairBranch(ctx.github, repository, move);
    case "store":
      return pushRepairBranch(ctx.gitStore, ctx.github, repository, move);
    default:
      return assertNever(commit.at, "place of a commit");
  }
}
