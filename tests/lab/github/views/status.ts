import type { CommitStatus } from "../../state/checks";
import { accountOf, repositoryById } from "../../state/lookup";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { repositoryApi } from "./urls";

export function statusView(world: World, status: CommitStatus) {
  const creator = accountView(world, accountOf(world, status.creator));
  const api = repositoryApi(world, repositoryById(world, status.repositoryId));
  return {
    url: `${api}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    id: status.id,
    node_id: nodeId("Status", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator,
  };
}
