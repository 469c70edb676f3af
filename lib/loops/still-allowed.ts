import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { savePullRequest } from "@/lib/db/pull-requests";
import type { LoopOutcome } from "@/lib/domain/loop";
import { repositoryRole } from "@/lib/github/permissions";
import { getPullRequest } from "@/lib/github/pull-requests";
import { pullRequestFacts } from "./intake/pull-request-facts";
import { policyOf } from "./policy-of";
import { repositoryRef } from "./repository-ref";

type Allowed = { yes: true } | { yes: false; end: { outcome: LoopOutcome; reason: string } };

/**
 * Asked right before a push, of GitHub and not of our rows: the pull request is open, on the same commit and from the
 * same repository, its author may write, and nobody turned repairs off meanwhile.
 */
export async function stillAllowed(ctx: Context, loop: LoopRow): Promise<Allowed> {
  const no = (outcome: LoopOutcome, reason: string): Allowed => ({ yes: false, end: { outcome, reason } });
  const repository = repositoryRef(loop.repository, loop.organization);
  const current = await getPullRequest(ctx.github, repository, loop.pullRequest.number);
  if (current === null) return no("cancelled", "The pull request is gone.");
  const row = await savePullRequest(
    ctx.db,
    loop.organizationId,
    loop.repositoryId,
    pullRequestFacts(current),
  );
  if (row.closedAt !== null) return no("cancelled", "The pull request was closed.");
  if (row.headSha !== loop.headSha)
    return no("superseded", `A newer commit was pushed: ${row.headSha.slice(0, 7)}.`);
  if (row.headRepositoryId !== loop.repository.githubRepositoryId)
    return no("handed_over", "The pull request comes from a fork: nothing is pushed to the base repository.");
  if (row.repairsStoppedAt !== null)
    return no("cancelled", "A person stopped repairs for this pull request.");
  const policy = await policyOf(ctx, loop.organizationId, loop.repositoryId);
  if (!policy.automaticRepair.value) return no("cancelled", "Automatic repair was turned off.");
  // An app's branch in this repository was pushed with the app's own write access; GitHub reports no role for apps.
  if (row.authorLogin.endsWith("[bot]")) return { yes: true };
  const role = await repositoryRole(ctx.github, repository, row.authorLogin);
  if (role !== "write" && role !== "maintain" && role !== "admin")
    return no(
      "blocked",
      `The author of the pull request may not write to the repository (${role}), so nothing is pushed for them.`,
    );
  return { yes: true };
}
