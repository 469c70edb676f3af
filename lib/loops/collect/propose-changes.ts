import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import type { FailureEvidence, JobEvidence } from "@/lib/domain/failure-evidence";
import { proposeHandOver } from "@/lib/domain/setup/propose-hand-over";
import { proposeReporter } from "@/lib/domain/setup/propose-reporter";
import type { ProposedChange } from "@/lib/domain/setup/proposed-change";
import { manifestFiles, runnerOfRepository } from "@/lib/domain/setup/runner-of-repository";
import { listFilesAt, readFileAt } from "@/lib/github/tree";
import { repositoryRef } from "../repository-ref";

const filesMax = 20;
const fileCharactersMax = 200_000;

/**
 * What people could change so that the next failure explains itself better: a run whose log cannot be read hands its
 * failure over, and a test runner whose tests failed without a report writes one.
 */
export async function proposeChanges(
  ctx: Context,
  loop: LoopRow,
  evidence: FailureEvidence,
): Promise<ProposedChange[]> {
  const unread = evidence.jobs.find((job) => job.evidence === null && job.provider === "github-actions");
  const unreported = evidence.jobs.find(lacksReport);
  if (unread === undefined && unreported === undefined) return [];
  const readAll = filesOf(ctx, loop, evidence.headSha);
  const workflows = (await readAll([".github/workflows/"])).filter(({ path }) => /\.ya?ml$/.test(path));
  const changes = unread === undefined ? [] : [proposeHandOver(unread.run, workflows)];
  if (unreported === undefined) return changes;
  const { provider, command } = unreported;
  const runner = unreported.evidence?.tests[0]?.runner ?? runnerOfRepository(await readAll(manifestFiles));
  const reporter = runner === null ? null : proposeReporter({ provider, runner, command, workflows });
  return reporter === null ? changes : [...changes, reporter];
}

function lacksReport(job: JobEvidence): boolean {
  if (job.results.length > 0) return false;
  return job.evidence?.category === "test" || (job.evidence?.tests.length ?? 0) > 0;
}

/** Reads those of the given paths that are files of one commit; a path that ends with "/" is a folder. */
function filesOf(ctx: Context, loop: LoopRow, sha: string) {
  const repository = repositoryRef(loop.repository, loop.organization);
  return async (paths: readonly string[]): Promise<{ path: string; text: string }[]> => {
    const files: { path: string; text: string }[] = [];
    for (const path of (await listFilesAt(ctx.gitStore, ctx.github, repository, sha, paths)).slice(
      0,
      filesMax,
    )) {
      const text = await readFileAt(ctx.gitStore, ctx.github, repository, sha, path);
      if (text !== null && text.length <= fileCharactersMax) files.push({ path, text });
    }
    return files;
  };
}
