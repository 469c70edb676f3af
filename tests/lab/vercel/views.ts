import type { Account } from "../state/accounts";
import { accountOf, repositoryById } from "../state/lookup";
import type { World } from "../world";
import { deploymentHost, inspectorUrl, placeOf } from "./addresses";
import type { BuildLine, VercelDeployment, VercelTeam, VercelToken } from "./model";

export function userView({ id, login, name, email }: Account) {
  // A token that is limited to teams sees of its owner no more than this.
  return {
    limited: true,
    id: String(id),
    email,
    name,
    username: login,
    avatar: null,
    defaultTeamId: null,
  };
}

export function tokenView({ id, login, createdAt, expiresAt }: VercelToken) {
  return {
    id,
    name: `Regreen, made by ${login}`,
    type: "token",
    origin: "manual",
    createdAt,
    activeAt: createdAt,
    ...(expiresAt === null ? {} : { expiresAt }),
  };
}

export function teamView(world: World, { id, slug, createdAt }: VercelTeam) {
  return {
    id,
    slug,
    name: accountOf(world, slug).name,
    description: null,
    avatar: null,
    billing: null,
    creatorId: "usr_lab",
    stagingPrefix: slug,
    createdAt,
    updatedAt: createdAt,
  };
}

/** A deployment as lists have it. */
export function listedView(world: World, deployment: VercelDeployment) {
  const { project } = placeOf(world, deployment);
  const { id, createdAt, readyState, error } = deployment;
  return {
    uid: id,
    name: project.name,
    projectId: project.id,
    url: deploymentHost(world, deployment),
    inspectorUrl: inspectorUrl(world, deployment),
    type: "LAMBDAS",
    source: "git",
    creator: creatorOf(deployment),
    created: createdAt,
    createdAt,
    readyState,
    state: readyState,
    target: null,
    meta: metaOf(world, deployment),
    ...timesOf(deployment),
    ...(error === null ? {} : { errorCode: error.code, errorMessage: error.message }),
  };
}

/** A deployment as its owners see it. */
export function deploymentView(world: World, deployment: VercelDeployment) {
  const { project, team } = placeOf(world, deployment);
  const { uid: id, created: _, state: __, ...listed } = listedView(world, deployment);
  return {
    id,
    ...listed,
    bootedAt: deployment.buildingAt ?? deployment.createdAt,
    buildingAt: deployment.buildingAt ?? deployment.createdAt,
    status: deployment.readyState,
    version: 2,
    plan: "pro",
    public: false,
    ownerId: team.id,
    projectSettings: { framework: null },
    project: { id: project.id, name: project.name },
    createdIn: "iad1",
    regions: ["iad1"],
    routes: null,
    env: [],
    build: { env: [] },
    aliasAssigned: deployment.readyState === "READY",
    buildSkipped: false,
    isInConcurrentBuildsQueue: false,
    isInSystemBuildsQueue: false,
  };
}

export function eventView({ id: deploymentId }: VercelDeployment, line: BuildLine, index: number) {
  const { type, created, text } = line;
  const id = `${created}${String(index).padStart(6, "0")}`;
  return {
    type,
    created,
    date: created,
    deploymentId,
    id,
    serial: id,
    text,
    info: { type: "build", name: "bld_lab", entrypoint: "." },
  };
}

function timesOf({ buildingAt, ready }: VercelDeployment) {
  return { ...(buildingAt === null ? {} : { buildingAt }), ...(ready === null ? {} : { ready }) };
}

function creatorOf({ author }: VercelDeployment) {
  return { uid: `usr_${author}`, username: author, githubLogin: author };
}

function metaOf(world: World, deployment: VercelDeployment) {
  const repository = repositoryById(world, placeOf(world, deployment).project.repositoryId);
  return {
    githubDeployment: "1",
    githubOrg: repository.owner,
    githubRepo: repository.name,
    githubRepoId: String(repository.id),
    githubCommitOrg: repository.owner,
    githubCommitRepo: repository.name,
    githubCommitRef: deployment.branch,
    githubCommitSha: deployment.sha,
    githubCommitMessage: deployment.message,
    githubCommitAuthorLogin: deployment.author,
  };
}
