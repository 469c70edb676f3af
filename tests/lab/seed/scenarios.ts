import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { ensureBuildkitePipeline } from "../buildkite/seed";
import { ensureCircleProject } from "../circleci/seed";
import { branchSha, updateRef, zeroSha } from "../git/bare";
import { commitFiles } from "../git/commit-files";
import { afterPush, triggerPullRequestRuns } from "../git/pushed";
import { createPull } from "../github/pulls";
import { accountOf } from "../state/lookup";
import type { SeededScenario } from "../state/model";
import type { PullRequest } from "../state/pull-requests";
import type { Repository } from "../state/repositories";
import { ensureVercelProject } from "../vercel/seed";
import type { World } from "../world";
import { ensureOrganization, ensurePeople } from "./accounts";
import { PullDescription, RepositoryDescription, WorldDescription } from "./describe";
import { readDescription, readTree, subfolders } from "./read-folder";
import { ensureFork, ensureRepository } from "./repositories";

/** The world that a folder describes: repositories are there from the start, their pull requests when asked for. */
export interface Scenarios {
  /** Opens the named scenarios (`REPOSITORY/PULL`), or all; those already open are answered as they are. */
  open(names?: readonly string[]): Promise<SeededScenario[]>;
}

interface Found {
  name: string;
  folder: string;
  repository: Repository;
  description: PullDescription;
}

/** Reads the folder, adds the people and repositories that are missing, and remembers the pull requests for later. */
export async function loadScenarios(world: World, folder: string | null): Promise<Scenarios> {
  if (folder === null) return { open: async () => [] };
  const people = join(folder, "world.json");
  if (existsSync(people)) ensurePeople(world, await readDescription(people, WorldDescription));
  const found: Found[] = [];
  for (const name of await subfolders(folder))
    found.push(...(await loadRepository(world, join(folder, name), name)));
  return {
    open: async (names) => {
      const chosen = found.filter((one) => names?.includes(one.name) ?? true);
      const opened: SeededScenario[] = [];
      for (const one of chosen) opened.push(await openScenario(world, one));
      return opened;
    },
  };
}

async function loadRepository(world: World, folder: string, name: string): Promise<Found[]> {
  const description = await readDescription(join(folder, "repository.json"), RepositoryDescription);
  if (description.needs && !isOnPath(description.needs)) {
    console.error(
      `Leaving out ${description.organization}/${name}: it needs ${description.needs}, which is not here.`,
    );
    return [];
  }
  ensureOrganization(world, description.organization);
  const repository = await ensureRepository(world, name, description, join(folder, "base"));
  if (description.circleci) ensureCircleProject(world, repository, description.circleci);
  if (description.buildkite) ensureBuildkitePipeline(world, repository);
  if (description.vercel) ensureVercelProject(world, repository);
  const pulls = await subfolders(join(folder, "pulls"));
  return Promise.all(
    pulls.map(async (pull) => ({
      name: `${name}/${pull}`,
      folder: join(folder, "pulls", pull),
      repository,
      description: await readDescription(join(folder, "pulls", pull, "pull.json"), PullDescription),
    })),
  );
}

export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

async function openScenario(world: World, scenario: Found): Promise<SeededScenario> {
  const known = world.state.scenarios.find((one) => one.name === scenario.name);
  if (known) return known;
  const { repository, description } = scenario;
  const head = description.fork ? await ensureFork(world, repository, description.fork) : repository;
  await pushBranch(world, head, scenario);
  const pull =
    (await resumePull(world, repository, head, scenario)) ??
    (await createPull(world, repository, {
      title: description.title,
      body: description.body,
      head: description.fork ? `${description.fork}:${description.branch}` : description.branch,
      base: repository.defaultBranch,
      draft: false,
      author: description.author,
    }));
  const seeded: SeededScenario = {
    name: scenario.name,
    organization: repository.owner,
    repository: repository.name,
    pullRequest: pull.number,
    headSha: pull.headSha,
    expect: description.expect,
  };
  world.state.scenarios.push(seeded);
  world.save();
  return seeded;
}

/** The scenario's pull request where a lab that was killed had opened it already; its CI starts where it had not. */
async function resumePull(
  world: World,
  repository: Repository,
  head: Repository,
  scenario: Found,
): Promise<PullRequest | null> {
  const { branch, author } = scenario.description;
  const pull = world.state.pullRequests.find(
    (one) => one.repositoryId === repository.id && one.headRepositoryId === head.id && one.headRef === branch,
  );
  if (!pull) return null;
  if (!world.state.workflowRuns.some((run) => run.headSha === pull.headSha))
    await triggerPullRequestRuns(world, pull, author);
  return pull;
}

/** Pushes the whole history of a branch at once, as a person who worked offline would. */
async function pushBranch(world: World, repository: Repository, scenario: Found): Promise<void> {
  const { branch, author, commits } = scenario.description;
  const account = accountOf(world, author);
  await world.locks.run(repository.id, async () => {
    if (await branchSha(world, repository, branch)) return;
    let parent = await branchSha(world, repository, repository.defaultBranch);
    for (const commit of commits) {
      const added = await readTree(join(scenario.folder, commit.folder));
      parent = await commitFiles(world, repository, {
        parent,
        message: `${commit.message}\n`,
        author: { name: account.name, email: account.email },
        date: world.clock.now(),
        changes: [...added, ...commit.delete.map((path) => ({ path, content: null }))],
      });
    }
    if (!parent) throw new Error(`${scenario.name} has no commit to push.`);
    const ref = `refs/heads/${branch}`;
    await updateRef(world, repository, ref, parent, zeroSha);
    await afterPush(world, repository, [{ ref, before: zeroSha, after: parent }], author);
  });
}
