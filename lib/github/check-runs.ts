import type { GitHubClient, RepositoryRef } from "./client";
import { refusalOf, type WriteResult } from "./comments";

export const checkRunName = "Regreen";

export interface CheckRunText {
  loopId: string;
  headSha: string;
  detailsUrl: string;
  title: string;
  summary: string;
  /** `neutral` for every end but a green one, so that giving up never blocks a merge. */
  state: { status: "in_progress" } | { status: "completed"; conclusion: "success" | "neutral" };
}

/** Writes the loop's one check run on the failing commit: found by id or by `external_id`, made otherwise. */
export async function writeCheckRun(
  github: GitHubClient,
  repository: RepositoryRef,
  knownId: bigint | null,
  text: CheckRunText,
): Promise<WriteResult> {
  const octokit = await github.octokit(repository.installationId);
  const place = { owner: repository.owner, repo: repository.name };
  const fields = {
    name: checkRunName,
    details_url: text.detailsUrl,
    external_id: text.loopId,
    output: { title: text.title.slice(0, 250), summary: text.summary.slice(0, 65_000) },
    ...text.state,
  };
  try {
    const id = knownId ?? (await findCheckRun(github, repository, text));
    if (id !== null) {
      await octokit.rest.checks.update({ ...place, check_run_id: Number(id), ...fields });
      return { written: true, id };
    }
    const { data } = await octokit.rest.checks.create({ ...place, head_sha: text.headSha, ...fields });
    return { written: true, id: BigInt(data.id) };
  } catch (error) {
    return refusalOf(error);
  }
}

async function findCheckRun(
  github: GitHubClient,
  repository: RepositoryRef,
  text: CheckRunText,
): Promise<bigint | null> {
  const octokit = await github.octokit(repository.installationId);
  const { data } = await octokit.rest.checks.listForRef({
    owner: repository.owner,
    repo: repository.name,
    ref: text.headSha,
    check_name: checkRunName,
    filter: "all",
  });
  const found = data.check_runs.find((run) => run.external_id === text.loopId);
  return found === undefined ? null : BigInt(found.id);
}
