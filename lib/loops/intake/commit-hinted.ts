import { ciProvider } from "@/lib/ci";
import type { Context } from "@/lib/context";
import { saveCiRun } from "@/lib/db/ci-runs";
import { organizationById } from "@/lib/db/organizations";
import { repositoryById } from "@/lib/db/repositories";
import { isGreen, isRed } from "@/lib/domain/ci-conclusion";
import type { RegreenEvent } from "@/lib/domain/events";
import { repairBranchPrefix } from "@/lib/github/repair-branch";
import { repositoryRef } from "../repository-ref";
import { endIfGreen } from "./end-if-green";
import type { Handled } from "./handled";
import { completedId, runName, runRowFacts } from "./run-facts";

/**
 * Somebody says that a provider has something on a commit. The provider is asked, and what it says is written down and
 * told: a red end may be a failure to repair, any end may be what a validation waits for.
 */
export async function commitHinted(
  ctx: Context,
  where: { organizationId: string; repositoryId: string; headSha: string },
  provider: string,
): Promise<Handled> {
  const [organization, repository] = await Promise.all([
    organizationById(ctx.db, where.organizationId),
    repositoryById(ctx.db, where.organizationId, where.repositoryId),
  ]);
  const runs = await ciProvider(ctx.ci, provider).listRuns(
    repositoryRef(repository, organization),
    where.headSha,
  );
  const events: RegreenEvent[] = [];
  for (const facts of runs) {
    const run = await saveCiRun(ctx.db, where.organizationId, where.repositoryId, runRowFacts(facts), true);
    if (run.status !== "completed") continue;
    const trigger = runName(run);
    events.push({ name: "ci/run.completed", data: where, id: completedId(run) });
    const ours = run.headBranch?.startsWith(repairBranchPrefix) ?? false;
    if (isRed(run.conclusion) && !ours)
      events.push({ name: "failure/suspected", data: { ...where, trigger }, id: `suspected:${trigger}` });
  }
  if (runs.length > 0 && runs.every((run) => isGreen(run.conclusion)))
    events.push(...(await endIfGreen(ctx, where)));
  return { kind: "handled", events };
}
