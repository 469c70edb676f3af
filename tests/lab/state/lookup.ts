import { invariant } from "@/lib/assert";
import type { World } from "../world";
import type { Account } from "./accounts";
import type { Installation, RegisteredApp } from "./app";
import type { CheckSuite } from "./checks";
import type { PullRequest } from "./pull-requests";
import type { Repository } from "./repositories";
import type { WorkflowRun } from "./workflows";

export function takeId(world: World): number {
  const id = world.state.nextId;
  world.state.nextId += 1;
  return id;
}

export function findAccount(world: World, login: string): Account | null {
  const wanted = login.toLowerCase();
  return world.state.accounts.find((account) => account.login.toLowerCase() === wanted) ?? null;
}

export function accountOf(world: World, login: string): Account {
  const account = findAccount(world, login);
  invariant(account, `account ${login} exists`);
  return account;
}

/** The app that acts: nobody asks for it before there is one. */
export function registeredApp(world: World): RegisteredApp {
  const { app } = world.state;
  invariant(app, "a GitHub App is registered");
  return app;
}

export function botLogin(world: World): string {
  return `${registeredApp(world).slug}[bot]`;
}

export function findRepository(world: World, owner: string, name: string): Repository | null {
  const fullName = `${owner}/${name}`.toLowerCase();
  return (
    world.state.repositories.find(
      (repository) => `${repository.owner}/${repository.name}`.toLowerCase() === fullName,
    ) ?? null
  );
}

export function repositoryById(world: World, id: number): Repository {
  const repository = world.state.repositories.find((one) => one.id === id);
  invariant(repository, `repository ${id} exists`);
  return repository;
}

export function runById(world: World, id: number): WorkflowRun {
  const run = world.state.workflowRuns.find((one) => one.id === id);
  invariant(run, `run ${id} exists`);
  return run;
}

export function suiteById(world: World, id: number): CheckSuite {
  const suite = world.state.checkSuites.find((one) => one.id === id);
  invariant(suite, `check suite ${id} exists`);
  return suite;
}

export function findPullRequest(world: World, repositoryId: number, number: number): PullRequest | null {
  return (
    world.state.pullRequests.find((pull) => pull.repositoryId === repositoryId && pull.number === number) ??
    null
  );
}

/** The open pull requests whose head is this branch of this repository. */
export function openPullsOfBranch(world: World, headRepositoryId: number, branch: string): PullRequest[] {
  return world.state.pullRequests.filter(
    (pull) => pull.state === "open" && pull.headRepositoryId === headRepositoryId && pull.headRef === branch,
  );
}

/** The installation that may see this repository, whether suspended or not. */
export function installationOf(world: World, repository: Repository): Installation | null {
  return (
    world.state.installations.find(
      (one) => one.account === repository.owner && (one.repositoryIds?.includes(repository.id) ?? true),
    ) ?? null
  );
}
