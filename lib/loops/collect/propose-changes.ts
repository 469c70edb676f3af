import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import type { FailureEvidence, JobEvidence } from "@/lib/domain/failure-evidence";
import { proposeReporter } from "@/lib/domain/setup/propose-reporter";
import type { ProposedChange } from "@/lib/domain/setup/proposed-change";
import { manifestFiles, runnerOfRepository } from "@/lib/domain/setup/runner-of-repository";
import { listFilesAt, readFileAt } from "@/lib/github/tree";
import { repositoryRef } from "../repository-ref";

const workflowsMax = 20;
const fileCharactersMax = 200_000;

/**
 * What people could change so that the next failure explains itself better: the report of their own test runner, where a
 * test failed and no report came with it.
 */
export async function proposeChanges(
  ctx: Context,
  loop: LoopRow,
  evidence: FailureEvidence,
): Promise<ProposedChange[]> {
  const job = evidence.jobs.find(lacksReport);
  if (job === undefined) return [];
  const repository = repositoryRef(loop.repository, loop.organization);
  const readAll = async (paths: readonly string[]) => {
    const found = await listFilesAt(ctx.gitStore, ctx.github, repository, evidence.headSha, paths);
    const files: { path: string; text: string }[] = [];
    for (const path of found.slice(0, workflowsMax)) {
      const text = await readFileAt(ctx.gitStore, ctx.github, repository, evidence.headSha, path);
      if (text !== null && text.length <= fileCharactersMax) files.push({ path, text });
    }
    return files;
  };
  const runner = job.evidence?.tests[0]?.runner ?? runnerOfRepository(await readAll(manifestFiles));
  if (runner === null) return [];
  const workflows = (await readAll([".github/workflows/"])).filter(({ path }) => /\.ya?ml$/.test(path));
  const change = proposeReporter({ provider: job.provider, runner, command: job.command, workflows });
  return change === null ? [] : [change];
}

function lacksReport(job: JobEvidence): boolean {
  if (job.results.length > 0) return false;
  return job.evidence?.category === "test" || (job.evidence?.tests.length ?? 0) > 0;
}
