import type { Deployment, DeploymentStatus } from "../../state/deployments";
import { takeId } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { notFound } from "../api-error";
import { emitInRepository } from "../events/emit";
import { deploymentStatusView, deploymentView } from "../views/deployment";
import { type Api, type ApiContext, numberParam, page, repositoryOf } from "./request";

const ends: ReadonlySet<string> = new Set(["success", "failure", "error", "inactive"]);

/** Deployments and what their services say of them, to read. Services report through the lab's controls. */
export function deploymentRoutes(api: Api, world: World): void {
  const base = "/repos/:owner/:repo/deployments";

  api.get(base, (c) => {
    const repository = repositoryOf(world, c, "deployments", "read");
    const wanted = (name: "sha" | "ref" | "environment", value: string) =>
      [undefined, "none", value].includes(c.req.query(name));
    const listed = world.state.deployments
      .filter(
        (one) =>
          one.repositoryId === repository.id &&
          wanted("sha", one.sha) &&
          wanted("ref", one.ref) &&
          wanted("environment", one.environment),
      )
      .sort((a, b) => b.id - a.id);
    return c.json(page(c, listed).map((one) => deploymentView(world, one)));
  });

  api.get(`${base}/:id`, (c) => c.json(deploymentView(world, deploymentAt(c))));

  api.get(`${base}/:id/statuses`, (c) => {
    const deployment = deploymentAt(c);
    const statuses = statusesOf(world, deployment).reverse();
    return c.json(page(c, statuses).map((one) => deploymentStatusView(world, deployment, one)));
  });

  function deploymentAt(c: ApiContext): Deployment {
    const repository = repositoryOf(world, c, "deployments", "read");
    const id = numberParam(c, "id");
    const found = world.state.deployments.find((one) => one.id === id && one.repositoryId === repository.id);
    if (!found) throw notFound();
    return found;
  }
}

/** Oldest first. */
function statusesOf(world: World, deployment: Deployment): DeploymentStatus[] {
  return world.state.deploymentStatuses
    .filter((one) => one.deploymentId === deployment.id)
    .sort((a, b) => a.id - b.id);
}

export function reportDeployment(
  world: World,
  repository: Repository,
  report: Pick<Deployment, "sha" | "environment"> &
    Omit<DeploymentStatus, "id" | "deploymentId" | "createdAt">,
): DeploymentStatus {
  const { sha, environment, ...said } = report;
  const createdAt = world.clock.iso();
  const deployment =
    openDeployment(world, repository, sha, environment) ?? startDeployment(world, repository, report);
  const status: DeploymentStatus = { id: takeId(world), deploymentId: deployment.id, createdAt, ...said };
  world.state.deploymentStatuses.push(status);
  world.save();
  emitInRepository(world, repository, {
    name: "deployment_status",
    action: "created",
    sender: status.creator,
    payload: {
      deployment: deploymentView(world, deployment),
      deployment_status: deploymentStatusView(world, deployment, status),
      check_run: null,
      workflow: null,
      workflow_run: null,
    },
  });
  return status;
}

/** The commit's newest deployment to an environment, where it has not ended. */
function openDeployment(
  world: World,
  repository: Repository,
  sha: string,
  environment: string,
): Deployment | null {
  const newest = world.state.deployments
    .filter((one) => one.repositoryId === repository.id && one.sha === sha && one.environment === environment)
    .at(-1);
  if (newest === undefined) return null;
  const last = statusesOf(world, newest).at(-1);
  return last !== undefined && ends.has(last.state) ? null : newest;
}

function startDeployment(
  world: World,
  repository: Repository,
  { sha, environment, creator }: Pick<Deployment, "sha" | "environment" | "creator">,
): Deployment {
  const pull = world.state.pullRequests.find((one) => one.headSha === sha);
  const deployment: Deployment = {
    id: takeId(world),
    repositoryId: repository.id,
    sha,
    ref: pull?.headRef ?? sha,
    environment,
    creator,
    createdAt: world.clock.iso(),
  };
  world.state.deployments.push(deployment);
  return deployment;
}
