import type { Deployment, DeploymentStatus } from "../../state/deployments";
import { accountOf, repositoryById } from "../../state/lookup";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { repositoryApi } from "./urls";

export function deploymentView(world: World, deployment: Deployment) {
  const api = repositoryApi(world, repositoryById(world, deployment.repositoryId));
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("Deployment", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: "deploy",
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: null,
    creator: accountView(world, accountOf(world, deployment.creator)),
    created_at: deployment.createdAt,
    updated_at: deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: api,
    transient_environment: false,
    production_environment: false,
    performed_via_github_app: null,
  };
}

export function deploymentStatusView(world: World, deployment: Deployment, status: DeploymentStatus) {
  const { url, repository_url } = deploymentView(world, deployment);
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: accountView(world, accountOf(world, status.creator)),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}
