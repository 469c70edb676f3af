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
  actions: readonly { identifier: string; label: string; description: string }[];
  /** Places in the commit with what is suggested there. Written once; a repeat goes on where it was cut off. */
  annotations: readonly CheckAnnotation[];
  state: { status: "in_progress" } | { status: "completed"; conclusion: "success" | "neutral" };
}

export interface CheckAnnotation {
  path: string;
  startLine: number;
  endLine: number;
  title: string;
  message: string;
  rawDetails: string;
}

/** https://docs.github.com/rest/checks/runs: characters of a summary, of an annotation, and annotations in one request. */
const summaryCharactersMax = 65_535;
const detailsCharactersMax = 65_000;
const annotationsPerRequestMax = 50;

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
    output: { title: text.title.slice(0, 250), summary: text.summary.slice(0, summaryCharactersMax) },
    actions: text.actions.map((action) => ({ ...action })),
    ...text.state,
  };
  try {
    const id = knownId ?? (await findCheckRun(github, repository, text));
    const { data } =
      id === null
        ? await octokit.rest.checks.create({ ...place, head_sha: text.headSha, ...fields })
        : await octokit.rest.checks.update({ ...place, check_run_id: Number(id), ...fields });
    // GitHub adds annotations and never takes one away, so its own count says which are there.
    for (
      let start = data.output.annotations_count;
      start < text.annotations.length;
      start += annotationsPerRequestMax
    )
      await octokit.rest.checks.update({
        ...place,
        check_run_id: data.id,
        output: {
          ...fields.output,
          annotations: text.annotations.slice(start, start + annotationsPerRequestMax).map(annotationPayload),
        },
      });
    return { written: true, id: BigInt(data.id) };
  } catch (error) {
    return refusalOf(error);
  }
}

function annotationPayload(annotation: CheckAnnotation) {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: "notice" as const,
    title: annotation.title,
    message: annotation.message,
    raw_details: annotation.rawDetails.slice(0, detailsCharactersMax),
  };
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
