import { reportDeployment } from "../github/rest/deployments";
import { addStatus } from "../github/rest/statuses";
import { ensureAccount } from "../seed/accounts";
import { repositoryById } from "../state/lookup";
import type { World } from "../world";
import { deploymentHost, inspectorUrl, placeOf } from "./addresses";
import type { ReadyState, VercelDeployment } from "./model";

const creator = "vercel[bot]";

const states = {
  QUEUED: "pending",
  BUILDING: "pending",
  READY: "success",
  ERROR: "failure",
  CANCELED: "failure",
} as const satisfies Record<ReadyState, string>;

/** Tells the code host as Vercel's app does: a deployment with its status, and a commit status beside it. */
export async function reportOnGitHub(world: World, deployment: VercelDeployment): Promise<void> {
  const repository = repositoryById(world, placeOf(world, deployment).project.repositoryId);
  ensureAccount(world, { login: creator, type: "Bot" });
  const state = states[deployment.readyState];
  const environmentUrl = `https://${deploymentHost(world, deployment)}`;
  const environment = deployment.branch === repository.defaultBranch ? "Production" : "Preview";
  reportDeployment(world, repository, {
    sha: deployment.sha,
    environment,
    state,
    description: "",
    logUrl: environmentUrl,
    environmentUrl,
    creator,
  });
  await addStatus(world, repository, {
    sha: deployment.sha,
    state,
    context: "Vercel",
    description: wordsOf(deployment),
    targetUrl: inspectorUrl(world, deployment),
    creator,
  });
}

function wordsOf({ id, readyState }: VercelDeployment): string {
  switch (readyState) {
    case "QUEUED":
    case "BUILDING":
      return "Vercel is deploying your app";
    case "READY":
      return "Deployment has completed";
    case "CANCELED":
      return "Deployment was canceled";
    case "ERROR":
      return `Deployment has failed — run this Vercel CLI command: npx vercel inspect ${id} --logs`;
  }
}
