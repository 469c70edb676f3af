import type { Context } from "@/lib/context";
import { listCiRunsOfCommit, saveCiRun } from "@/lib/db/ci-runs";
import { isRed, newestAttempts } from "@/lib/domain/ci-conclusion";
import { runRowFacts } from "./intake/run-facts";
import type { RepositoryHandle } from "./repository-ref";

/** How one commit stands over all providers, asked now. `pending` runs have not ended. */
export interface CommitRuns {
  runs: Awaited<ReturnType<typeof listCiRunsOfCommit>>;
  red: Awaited<ReturnType<typeof listCiRunsOfCommit>>;
  pending: Awaited<ReturnType<typeof listCiRunsOfCommit>>;
}

/** Asks every provider for the runs of a commit, writes them down and answers the newest attempt of each. */
export async function refreshCommit(
  ctx: Context,
  where: { organizationId: string; repositoryId: string; headSha: string },
  repository: RepositoryHandle,
): Promise<CommitRuns> {
  for (const provider of Object.values(ctx.ci))
    for (const facts of await provider.listRuns(repository, where.headSha))
      await saveCiRun(ctx.db, where.organizationId, where.repositoryId, runRowFacts(facts));
  const runs = newestAttempts(
    await listCiRunsOfCommit(ctx.db, where.organizationId, where.repositoryId, where.headSha),
  );
  return {
    runs,
    red: runs.filter((run) => run.status === "completed" && isRed(run.conclusion)),
    pending: runs.filter((run) => run.status !== "completed"),
  };
}
