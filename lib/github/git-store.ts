import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubClient, RepositoryRef, StoredRepository } from "./client";
import { git } from "./git";

/** Where Regreen keeps the git objects it needs: one bare directory for each repository, never a work tree. */
export interface GitStore {
  directory: string;
  searchPath: string;
}

export function gitDirectoryOf(store: GitStore, repository: StoredRepository): string {
  return join(store.directory, `${repository.githubRepositoryId}.git`);
}

export function repositoryUrl(github: GitHubClient, repository: RepositoryRef): string {
  return `${github.webUrl}/${repository.owner}/${repository.name}.git`;
}

/** Commands on one directory take turns: two shallow fetches at once fight over git's `shallow.lock`. */
const queues = new Map<string, Promise<unknown>>();

export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const result = (queues.get(key) ?? Promise.resolve()).then(work, work);
  const settled = result.then(
    () => undefined,
    () => undefined,
  );
  queues.set(key, settled);
  void settled.then(() => {
    if (queues.get(key) === settled) queues.delete(key);
  });
  return result;
}

/**
 * Makes sure that one commit and its tree are in the store. The fetch is shallow and by exact commit id, with a token
 * that may read this one repository.
 */
export async function fetchCommit(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  sha: string,
): Promise<string> {
  const gitDirectory = gitDirectoryOf(store, repository);
  const { searchPath } = store;
  return inTurn(gitDirectory, async () => {
    if (!existsSync(join(gitDirectory, "HEAD"))) {
      await mkdir(gitDirectory, { recursive: true });
      await git(["init", "--quiet", "--bare", gitDirectory], { gitDirectory, searchPath });
    }
    const present = await git(["cat-file", "-e", `${sha}^{tree}`], { gitDirectory, searchPath }).then(
      () => true,
      () => false,
    );
    if (present) return gitDirectory;
    const url = repositoryUrl(github, repository);
    const value = await github.token(repository, { contents: "read" });
    await git(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1", url, sha], {
      gitDirectory,
      searchPath,
      token: { value, url: github.webUrl },
    });
    return gitDirectory;
  });
}
