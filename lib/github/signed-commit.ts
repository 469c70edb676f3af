import { type GitHubClient, httpStatus, type RepositoryRef } from "./client";
import { type CommitFile, type PushResult, repairBranchPrefix } from "./repair-branch";

export type SignedCommit = { made: true; sha: string; verified: boolean } | { made: false; reason: string };

/**
 * Makes a commit by GitHub's own Git database, which signs what an app writes without naming another author: the
 * commit shows as verified. No branch moves. `treeSha` is the tree that we computed from the same files; a commit with
 * any other tree is not used.
 * https://docs.github.com/rest/git/commits, https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots
 */
export async function createSignedCommit(
  github: GitHubClient,
  repository: RepositoryRef,
  request: { parentSha: string; treeSha: string; files: readonly CommitFile[]; message: string },
): Promise<SignedCommit> {
  const octokit = await github.octokit(repository.installationId);
  const place = { owner: repository.owner, repo: repository.name };
  try {
    const { data: parent } = await octokit.rest.git.getCommit({ ...place, commit_sha: request.parentSha });
    const entries: TreeEntry[] = [];
    for (const file of request.files) entries.push(await treeEntry(github, repository, file));
    const { data: tree } = await octokit.rest.git.createTree({
      ...place,
      base_tree: parent.tree.sha,
      tree: entries,
    });
    if (tree.sha !== request.treeSha)
      return { made: false, reason: "GitHub made another tree out of the patch." };
    const { data: commit } = await octokit.rest.git.createCommit({
      ...place,
      message: request.message,
      tree: tree.sha,
      parents: [request.parentSha],
    });
    return { made: true, sha: commit.sha, verified: commit.verification.verified };
  } catch (error) {
    const reason = refusal(error);
    if (reason === null) throw error;
    return { made: false, reason };
  }
}

interface TreeEntry {
  path: string;
  mode: "100644" | "100755";
  type: "blob";
  content?: string;
  sha?: string | null;
}

/** Text goes along; bytes that are no text become a blob first; a null sha deletes. */
async function treeEntry(
  github: GitHubClient,
  repository: RepositoryRef,
  { path, mode, content }: CommitFile,
): Promise<TreeEntry> {
  const entry = { path, mode, type: "blob" as const };
  if (content === null) return { ...entry, sha: null };
  const text = textOf(content);
  if (text !== null) return { ...entry, content: text };
  const octokit = await github.octokit(repository.installationId);
  const { data: blob } = await octokit.rest.git.createBlob({
    owner: repository.owner,
    repo: repository.name,
    content: Buffer.from(content).toString("base64"),
    encoding: "base64",
  });
  return { ...entry, sha: blob.sha };
}

function textOf(content: Uint8Array): string | null {
  try {
    // The mark at the front would be dropped and the file would come out shorter.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/** Whether GitHub has this commit, for instance from before a crash. */
export async function commitExists(
  github: GitHubClient,
  repository: RepositoryRef,
  sha: string,
): Promise<boolean> {
  const octokit = await github.octokit(repository.installationId);
  try {
    await octokit.rest.git.getCommit({ owner: repository.owner, repo: repository.name, commit_sha: sha });
    return true;
  } catch (error) {
    if (httpStatus(error) === 404) return false;
    throw error;
  }
}

/**
 * Points a repair branch at a commit that GitHub has: made where nothing is expected, else moved forward from exactly the
 * expected commit. Never forced: the new commit's parent is the expected one, so GitHub refuses it over anything newer.
 */
export async function moveRepairBranch(
  github: GitHubClient,
  repository: RepositoryRef,
  move: { branch: string; commitSha: string; expectedSha: string | null },
): Promise<PushResult> {
  if (!move.branch.startsWith(repairBranchPrefix)) throw new Error(`Not a repair branch: ${move.branch}`);
  const octokit = await github.octokit(repository.installationId);
  const place = { owner: repository.owner, repo: repository.name };
  const current = await branchHead(github, repository, move.branch);
  if (current === move.commitSha) return { kind: "already_there" };
  if (current !== move.expectedSha) return { kind: "moved", headSha: current };
  try {
    if (current === null)
      await octokit.rest.git.createRef({ ...place, ref: `refs/heads/${move.branch}`, sha: move.commitSha });
    else
      await octokit.rest.git.updateRef({
        ...place,
        ref: `heads/${move.branch}`,
        sha: move.commitSha,
        force: false,
      });
    return { kind: "pushed" };
  } catch (error) {
    // Whatever was answered, the branch tells what happened: an answer may be lost after the deed.
    const after = await branchHead(github, repository, move.branch);
    if (after === move.commitSha) return { kind: "pushed" };
    if (after !== move.expectedSha) return { kind: "moved", headSha: after };
    const reason = refusal(error);
    if (reason === null) throw error;
    return { kind: "refused", reason };
  }
}

/** The commit at the head of a branch; null when it is not there. */
export async function branchHead(
  github: GitHubClient,
  repository: RepositoryRef,
  branch: string,
): Promise<string | null> {
  const octokit = await github.octokit(repository.installationId);
  try {
    const { data } = await octokit.rest.git.getRef({
      owner: repository.owner,
      repo: repository.name,
      ref: `heads/${branch}`,
    });
    return data.object.sha;
  } catch (error) {
    if (httpStatus(error) === 404) return null;
    throw error;
  }
}

/** 403: not permitted; 404: not there for us; 409: the repository is empty or busy; 413 and 422: not accepted as it is. */
function refusal(error: unknown): string | null {
  const status = httpStatus(error);
  const message = error instanceof Error ? error.message : "";
  if (status === 403 && /rate limit/i.test(message)) return null;
  if (status === null || ![403, 404, 409, 413, 422].includes(status)) return null;
  return message.replace(/\s+/g, " ").trim().slice(0, 300);
}
