import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { bareFolder, createBare, updateRef, zeroSha } from "../git/bare";
import { commitFiles } from "../git/commit-files";
import { git } from "../git/run";
import { accountOf, findRepository, takeId } from "../state/lookup";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import type { RepositoryDescription } from "./describe";
import { readTree } from "./read-folder";

/** Adds a repository whose default branch holds the given tree. Quiet: its first commit starts no CI. */
export async function ensureRepository(
  world: World,
  name: string,
  description: RepositoryDescription,
  baseFolder: string,
): Promise<Repository> {
  const known = findRepository(world, description.organization, name);
  if (known) return known;
  const now = world.clock.iso();
  const repository: Repository = {
    id: takeId(world),
    owner: description.organization,
    name,
    private: description.private,
    parentId: null,
    defaultBranch: description.defaultBranch,
    description: description.description,
    archived: false,
    collaborators: description.collaborators,
    protections: description.protectedBranches.map((pattern) => ({
      pattern,
      requiredChecks: description.requiredChecks,
    })),
    protectedTags: description.protectedTags,
    labels: [],
    createdAt: now,
    pushedAt: now,
  };
  await createBare(world, repository);
  const author = Object.keys(description.collaborators)[0];
  const account = author ? accountOf(world, author) : null;
  const sha = await commitFiles(world, repository, {
    parent: null,
    message: "Begin the project\n",
    author: account ?? { name: description.organization, email: "hello@lab.test" },
    date: world.clock.now(),
    changes: await readTree(baseFolder),
  });
  await updateRef(world, repository, `refs/heads/${repository.defaultBranch}`, sha, zeroSha);
  // On record only when it is complete: a lab killed before this line makes the folder anew.
  world.state.repositories.push(repository);
  world.save();
  return repository;
}

/** Adds somebody's fork of a repository, with all of its branches. */
export async function ensureFork(world: World, parent: Repository, owner: string): Promise<Repository> {
  const known = world.state.repositories.find((one) => one.parentId === parent.id && one.owner === owner);
  if (known) return known;
  const fork: Repository = {
    ...structuredClone(parent),
    id: takeId(world),
    owner,
    parentId: parent.id,
    protections: [],
    protectedTags: [],
    collaborators: {},
    createdAt: world.clock.iso(),
  };
  await mkdir(join(world.folders.git, owner), { recursive: true });
  await createBare(world, fork);
  await git(bareFolder(world, fork), [
    "fetch",
    "--quiet",
    bareFolder(world, parent),
    "+refs/heads/*:refs/heads/*",
  ]);
  world.state.repositories.push(fork);
  world.save();
  return fork;
}
