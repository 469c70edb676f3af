import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { savePullRequest } from "@/lib/db/pull-requests";
import { filterReason, strangerReason } from "@/lib/domain/eligibility";
import type { LoopOutcome } from "@/lib/domain/loop";
import { policyValues } from "@/lib/domain/policy";
import type { StoredRepository } from "@/lib/github/client";
import { getPullRequest } from "@/lib/github/pull-requests";
import { pullRequestFacts } from "./intake/pull-request-facts";
import { policyOf } from "./policy-of";
import { filterFacts } from "./pull-request-eligibility";
import { peopleOf } from "./pull-request-people";
import { repositoryNow } from "./repository-now";

type Allowed =
  | { yes: true; repository: StoredRepository }
  | { yes: false; end: { outcome: LoopOutcome; reason: string } };

/**
 * Asked right before a push, of GitHub and not of our rows: the repository is the one of this number, the pull request is
 * open, on the same commit and from the same repository, its author and its last pusher may write, and neither a person
 * nor a label or path of the settings keeps repairs away meanwhile.
 */
export async function stillAllowed(ctx: Context, loop: LoopRow): Promise<Allowed> {
  const no = (outcome: LoopOutcome, reason: string): Allowed => ({ yes: false, end: { outcome, reason } });
  const now = await repositoryNow(ctx, loop);
  if (now.gone) return no("cancelled", now.reason);
  const { repository } = now;
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
  const policy = policyValues(await policyOf(ctx, loop.organizationId, loop.repositoryId));
  if (!policy.automaticRepair) return no("cancelled", "Automatic repair was turned off.");
  const filtered = filterReason(await filterFacts(ctx, repository, row, policy), policy);
  if (filtered !== null) return no("cancelled", filtered.reason);
  const people = await peopleOf(ctx, repository, row);
  const stranger = strangerReason(people);
  if (stranger !== null) return no("blocked", stranger.reason);
  if (people.pusher === null)
    return no(
      "blocked",
      "GitHub could not tell who pushed the last commit, so it is not known whether they may write.",
    );
  return { yes: true, repository };
}
