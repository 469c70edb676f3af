import type { Context } from "@/lib/context";
import { newestLoopOfCommit } from "@/lib/db/loops";
import { listActiveOrganizations } from "@/lib/db/organizations";
import { savePullRequest } from "@/lib/db/pull-requests";
import { hasRefusal } from "@/lib/db/refusals";
import { listRepositories } from "@/lib/db/repositories";
import { endedByLostAccess } from "@/lib/domain/access-lost";
import type { RegreenEvent } from "@/lib/domain/events";
import { listOpenPullRequests } from "@/lib/github/pull-requests";
import { repairBranchPrefix } from "@/lib/github/repair-branch";
import { pullRequestFacts } from "./intake/pull-request-facts";
import { runName } from "./intake/run-facts";
import { policyOf } from "./policy-of";
import { refreshCommit } from "./refresh-commit";
import { repositoryRef } from "./repository-ref";

/**
 * Red pull requests that nobody told us of: GitHub does not redeliver by itself, so a delivery that came while we were
 * away is gone. Asks GitHub for the open pull requests of every repository under automatic repair and for the runs of
 * those heads that have neither a refusal nor a loop that came to an end of its own. `again` keeps the events apart from
 * those told before.
 */
export async function findMissedFailures(ctx: Context, again: string): Promise<RegreenEvent[]> {
  const events: RegreenEvent[] = [];
  for (const organization of await listActiveOrganizations(ctx.db)) {
    for (const repository of await listRepositories(ctx.db, organization.id)) {
      try {
        events.push(...(await missedIn(ctx, organization, repository, again)));
      } catch (error) {
        ctx.log.warn(
          { repositoryId: repository.id, error },
          "a repository could not be searched for failures",
        );
      }
    }
  }
  return events;
}

async function missedIn(
  ctx: Context,
  organization: Awaited<ReturnType<typeof listActiveOrganizations>>[number],
  repository: Awaited<ReturnType<typeof listRepositories>>[number],
  again: string,
): Promise<RegreenEvent[]> {
  const policy = await policyOf(ctx, organization.id, repository.id);
  if (!policy.automaticRepair.value || repository.archivedAt !== null) return [];
  const events: RegreenEvent[] = [];
  const ref = repositoryRef(repository, organization);
  for (const pull of await listOpenPullRequests(ctx.github, ref)) {
    await savePullRequest(ctx.db, organization.id, repository.id, pullRequestFacts(pull));
    const where = { organizationId: organization.id, repositoryId: repository.id, headSha: pull.headSha };
    if (pull.headRef.startsWith(repairBranchPrefix)) continue;
    const loop = await newestLoopOfCommit(ctx.db, where);
    if (loop !== null && !endedByLostAccess(loop)) continue;
    const { red } = await refreshCommit(ctx, where, ref);
    const trigger = red.map(runName).sort()[0];
    if (trigger === undefined || (await hasRefusal(ctx.db, organization.id, trigger))) continue;
    events.push({
      name: "failure/suspected",
      data: { ...where, trigger },
      id: `suspected:${trigger}${again}`,
    });
  }
  return events;
}
