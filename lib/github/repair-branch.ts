import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubClient, StoredRepository } from "./client";
import { GitError, git } from "./git";
import { fetchCommit, type GitStore, gitDirectoryOf, inTurn, repositoryUrl } from "./git-store";

/** Every branch of ours begins so; nothing else is ever written to. */
export const repairBranchPrefix = "ci-repair/";

export function repairBranchOf(loopId: string): string {
  return `${repairBranchPrefix}${loopId}`;
}

/** One file of a patch as it goes into a commit. Null content deletes it. */
export interface CommitFile {
  path: string;
  mode: "100644" | "100755";
  content: Uint8Array | null;
}

export interface CommitRequest {
  parentSha: string;
  files: readonly CommitFile[];
  message: string;
  author: { name: string; email: string };
  at: Date;
}

/** Writes the tree that a commit will have, from plumbing alone: an index of our own, blobs without filters. */
export async function writeTree(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  request: Pick<CommitRequest, "parentSha" | "files">,
): Promise<string> {
  const gitDirectory = await fetchCommit(store, github, repository, request.parentSha);
  const index = join(gitDirectory, `regreen-${randomUUID()}.index`);
  const { searchPath } = store;
  const inIndex = { gitDirectory, searchPath, environment: { GIT_INDEX_FILE: index } };
  try {
    await git(["read-tree", request.parentSha], inIndex);
    for (const file of request.files) {
      if (file.content === null) {
        await git(["update-index", "--force-remove", "--", file.path], inIndex);
        continue;
      }
      const blob = (
        await git(["hash-object", "-w", "--no-filters", "--stdin"], {
          gitDirectory,
          searchPath,
          input: file.content,
        })
      )
        .toString()
        .trim();
      await git(["update-index", "--add", "--cacheinfo", `${file.mode},${blob},${file.path}`], inIndex);
    }
    return (await git(["write-tree"], inIndex)).toString().trim();
  } finally {
    await rm(index, { force: true });
  }
}

/** Makes a commit with one parent. The same request gives the same commit id, so a repeat after a crash is the same commit. */
export async function createCommit(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  request: CommitRequest,
): Promise<string> {
  const tree = await writeTree(store, github, repository, request);
  const date = `${Math.floor(request.at.getTime() / 1000)} +0000`;
  const identity = {
    GIT_AUTHOR_NAME: request.author.name,
    GIT_AUTHOR_EMAIL: request.author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: request.author.name,
    GIT_COMMITTER_EMAIL: request.author.email,
    GIT_COMMITTER_DATE: date,
  };
  const commit = await git(["commit-tree", tree, "-p", request.parentSha], {
    gitDirectory: gitDirectoryOf(store, repository),
    searchPath: store.searchPath,
    environment: identity,
    input: request.message,
  });
  return commit.toString().trim();
}

export type PushResult =
  | { kind: "pushed" }
  | { kind: "already_there" }
  | { kind: "moved"; headSha: string | null }
  | { kind: "refused"; reason: string };

/** Where the repair branch stands on GitHub now; null when it is not there. */
export async function readBranch(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  branch: string,
): Promise<string | null> {
  const value = await github.token(repository, { contents: "read" });
  const output = await git(["ls-remote", repositoryUrl(github, repository), `refs/heads/${branch}`], {
    gitDirectory: gitDirectoryOf(store, repository),
    searchPath: store.searchPath,
    token: { value, url: github.webUrl },
  });
  return output.toString().split(/\s/)[0] || null;
}

/**
 * Puts one commit on a repair branch: creates the branch, or moves it from exactly the commit that is expected there.
 * The lease makes the comparison happen on GitHub's side; it forces nothing, since the new commit follows the old one.
 */
export async function pushRepairBranch(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  push: { branch: string; commitSha: string; expectedSha: string | null },
): Promise<PushResult> {
  if (!push.branch.startsWith(repairBranchPrefix)) throw new Error(`Not a repair branch: ${push.branch}`);
  const gitDirectory = gitDirectoryOf(store, repository);
  const current = await readBranch(store, github, repository, push.branch);
  if (current === push.commitSha) return { kind: "already_there" };
  if (current !== push.expectedSha) return { kind: "moved", headSha: current };

  const ref = `refs/heads/${push.branch}`;
  const value = await github.token(repository, { contents: "write" });
  try {
    await inTurn(gitDirectory, () =>
      git(
        [
          "push",
          "--quiet",
          "--no-verify",
          `--force-with-lease=${ref}:${push.expectedSha ?? ""}`,
          repositoryUrl(github, repository),
          `${push.commitSha}:${ref}`,
        ],
        {
          gitDirectory,
          searchPath: store.searchPath,
          token: { value, url: github.webUrl },
        },
      ),
    );
    return { kind: "pushed" };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const after = await readBranch(store, github, repository, push.branch);
    if (after === push.commitSha) return { kind: "pushed" };
    if (after !== push.expectedSha) return { kind: "moved", headSha: after };
    if (/remote rejected|protected|denied|403|refusing/i.test(error.standardError))
      return { kind: "refused", reason: refusalIn(error.standardError) };
    throw error;
  }
}

/** The line in which the server says why, without its decoration. */
function refusalIn(standardError: string): string {
  const line = standardError
    .split("\n")
    .find((candidate) => /remote rejected|error:|denied/i.test(candidate));
  return (line ?? standardError).replace(/\s+/g, " ").trim().slice(0, 300);
}
