import { z } from "zod";
import { readAtMost } from "@/lib/provider-api/read-at-most";
import { type GitHubClient, httpStatus, type RepositoryRef } from "./client";

/** A run that we asked for. */
export interface DispatchedRun {
  id: number;
  url: string;
}

const Dispatched = z.object({ workflow_run_id: z.number(), html_url: z.string() });

const place = ({ owner, name }: RepositoryRef) => ({ owner, repo: name });

/**
 * Puts a text into the repository as an object that no branch, tag or commit names; GitHub forgets it some day. Whoever may
 * read the repository and knows its name may read it.
 *
 * @returns its object name
 */
export async function putLooseText(
  github: GitHubClient,
  repository: RepositoryRef,
  text: string,
): Promise<string> {
  const octokit = await github.octokit(repository.installationId);
  const { data } = await octokit.rest.git.createBlob({
    ...place(repository),
    content: Buffer.from(text).toString("base64"),
    encoding: "base64",
  });
  return data.sha;
}

/**
 * Starts a workflow of the default branch. Null where GitHub does not say which run it started, as older servers do not:
 * https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
 *
 * @throws an Octokit error: 403 without `actions: write`, 404 without such a workflow, 422 where it takes no such inputs
 */
export async function dispatchWorkflow(
  github: GitHubClient,
  repository: RepositoryRef,
  { workflow, inputs }: { workflow: string; inputs: Readonly<Record<string, string>> },
): Promise<DispatchedRun | null> {
  const octokit = await github.octokit(repository.installationId);
  const { data: facts } = await octokit.rest.repos.get(place(repository));
  const { data } = await octokit.request(
    "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
    {
      ...place(repository),
      workflow_id: workflow,
      ref: facts.default_branch,
      inputs: { ...inputs },
      return_run_details: true,
    },
  );
  const dispatched = Dispatched.safeParse(data);
  return dispatched.success ? { id: dispatched.data.workflow_run_id, url: dispatched.data.html_url } : null;
}

/** How a run ended, such as `success` or `cancelled`; null while it has not. */
export async function runConclusion(
  github: GitHubClient,
  repository: RepositoryRef,
  runId: number,
): Promise<string | null> {
  const octokit = await github.octokit(repository.installationId);
  const { data } = await octokit.rest.actions.getWorkflowRun({ ...place(repository), run_id: runId });
  return data.status === "completed" ? (data.conclusion ?? "no conclusion") : null;
}

/** One that has ended by itself meanwhile is no error. */
export async function cancelRun(
  github: GitHubClient,
  repository: RepositoryRef,
  runId: number,
): Promise<void> {
  const octokit = await github.octokit(repository.installationId);
  try {
    await octokit.rest.actions.cancelWorkflowRun({ ...place(repository), run_id: runId });
  } catch (error) {
    if (httpStatus(error) !== 409) throw error;
  }
}

/** The zip of a run's artifact of that name, cut at `bytesMax`; null where it left none. */
export async function readArtifact(
  github: GitHubClient,
  repository: RepositoryRef,
  of: { runId: number; name: string; bytesMax: number },
): Promise<Uint8Array | null> {
  const octokit = await github.octokit(repository.installationId);
  const { data } = await octokit.rest.actions.listWorkflowRunArtifacts({
    ...place(repository),
    run_id: of.runId,
    name: of.name,
  });
  const artifact = data.artifacts.find(({ name, expired }) => name === of.name && !expired);
  if (artifact === undefined) return null;
  const { data: body } = await octokit.request(
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
    {
      ...place(repository),
      artifact_id: artifact.id,
      archive_format: "zip",
      request: { parseSuccessResponseBody: false },
    },
  );
  return readAtMost(body as unknown as ReadableStream<Uint8Array>, of.bytesMax);
}
