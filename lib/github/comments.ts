import { type GitHubClient, httpStatus, type RepositoryRef } from "./client";

/** Outcome of writing on a pull request: a refusal is named, never thrown, because a failed report must not fail a repair. */
export type WriteResult = { written: true; id: bigint } | { written: false; reason: string };

/** The hidden line by which our comment is found again. */
export function commentMarker(loopId: string): string {
  return `<!-- regreen:${loopId} -->`;
}

/**
 * Writes the loop's one comment: updated in place when its id is known or its marker is found, made otherwise.
 * A comment that a person deleted is made anew.
 */
export async function writeComment(
  github: GitHubClient,
  repository: RepositoryRef,
  pullRequest: number,
  comment: { loopId: string; knownId: bigint | null; body: string },
): Promise<WriteResult> {
  const octokit = await github.octokit(repository.installationId);
  const { owner, name: repo } = repository;
  const body = `${commentMarker(comment.loopId)}\n${comment.body}`;
  try {
    const id =
      comment.knownId ?? (await findComment(github, repository, pullRequest, commentMarker(comment.loopId)));
    if (id !== null) {
      try {
        await octokit.rest.issues.updateComment({ owner, repo, comment_id: Number(id), body });
        return { written: true, id };
      } catch (error) {
        if (httpStatus(error) !== 404) throw error;
      }
    }
    const { data } = await octokit.rest.issues.createComment({
      owner,
      repo,
      issue_number: pullRequest,
      body,
    });
    return { written: true, id: BigInt(data.id) };
  } catch (error) {
    return refusalOf(error);
  }
}

async function findComment(
  github: GitHubClient,
  repository: RepositoryRef,
  pullRequest: number,
  marker: string,
): Promise<bigint | null> {
  const octokit = await github.octokit(repository.installationId);
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    owner: repository.owner,
    repo: repository.name,
    issue_number: pullRequest,
    per_page: 100,
  });
  for await (const { data } of pages) {
    const found = data.find(
      (candidate) => candidate.body?.startsWith(marker) && candidate.user?.type === "Bot",
    );
    if (found !== undefined) return BigInt(found.id);
  }
  return null;
}

/** 403: permission missing, locked or archived; 404: gone; 422: refused as it stands. Everything else is thrown. */
export function refusalOf(error: unknown): { written: false; reason: string } {
  const status = httpStatus(error);
  if (status === 403)
    return {
      written: false,
      reason: "GitHub refused the write: a permission is missing, or the conversation is locked.",
    };
  if (status === 404)
    return {
      written: false,
      reason: "GitHub no longer has the pull request, or it is not shared with the app.",
    };
  if (status === 422) return { written: false, reason: "GitHub did not accept the text." };
  throw error;
}
