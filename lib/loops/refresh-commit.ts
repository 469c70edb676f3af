import picomatch from "picomatch";
import { ciProvider } from "@/lib/ci";
import type { CiProvider, CiRunFacts } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { listCiRunsOfCommit, saveCiRun } from "@/lib/db/ci-runs";
import { isRed, newestAttempts } from "@/lib/domain/ci-conclusion";
import { runRowFacts } from "./intake/run-facts";
import { policyOf } from "./policy-of";
import type { RepositoryHandle } from "./repository-ref";

type RunRow = Awaited<ReturnType<typeof listCiRunsOfCommit>>[number];

/**
 * How one commit stands over all providers, asked now. `pending` runs have not ended; checks of other services are not
 * among them, since many of those never end.
 */
export interface CommitRuns {
  runs: RunRow[];
  red: RunRow[];
  pending: RunRow[];
}

/** Asks every provider for the runs of a commit, writes them down and answers the newest attempt of each. */
export async function refreshCommit(
  ctx: Context,
  where: { organizationId: string; repositoryId: string; headSha: string },
  repository: RepositoryHandle,
): Promise<CommitRuns> {
  for (const provider of Object.values(ctx.ci))
    for (const facts of await runsOf(ctx, provider, repository, where.headSha))
      await saveCiRun(
        ctx.db,
        where.organizationId,
        where.repositoryId,
        runRowFacts(facts),
        provider.kind === "checks" || provider.reopens === true,
      );
  return commitRuns(ctx, where);
}

/**
 * A provider's runs; what was heard of it before where it does not answer now. Only the code host has to answer: without it
 * nothing can be repaired anyhow, and the stage is tried again.
 */
async function runsOf(
  ctx: Context,
  provider: CiProvider,
  repository: RepositoryHandle,
  headSha: string,
): Promise<CiRunFacts[]> {
  try {
    return await provider.listRuns(repository, headSha);
  } catch (error) {
    if (provider.id.startsWith("github-")) throw error;
    ctx.log.warn(
      { provider: provider.id, repositoryId: repository.id, error },
      "a CI provider did not answer",
    );
    return [];
  }
}

/**
 * The same from our rows alone. Checks that the repository's settings leave out are not there, nor those by which a provider
 * says on the code host what its runs say here: one red job is not two.
 */
export async function commitRuns(
  ctx: Context,
  where: { organizationId: string; repositoryId: string; headSha: string },
): Promise<CommitRuns> {
  const all = newestAttempts(
    await listCiRunsOfCommit(ctx.db, where.organizationId, where.repositoryId, where.headSha),
  );
  const policy = await policyOf(ctx, where.organizationId, where.repositoryId);
  const ignored = picomatch([...policy.ignoredChecks.value], { nocase: true, bash: true });
  const toldAlready = ({ url: link }: RunRow) =>
    link !== null && all.some((run) => ciProvider(ctx.ci, run.provider).ownsLink?.(link, run) === true);
  const runs = all.filter((run) => !isCheck(ctx, run) || !(ignored(run.name) || toldAlready(run)));
  return {
    runs,
    red: runs.filter((run) => run.status === "completed" && isRed(run.conclusion)),
    pending: runs.filter((run) => run.status !== "completed" && !isCheck(ctx, run)),
  };
}

/** Whether a run is what another service reports, rather than CI of a provider. */
export function isCheck(ctx: Context, run: { provider: string }): boolean {
  return ciProvider(ctx.ci, run.provider).kind === "checks";
}
