import { repositoryById } from "../../state/lookup";
import type { PullRequest } from "../../state/pull-requests";
import type { World } from "../../world";
import { pullView } from "../views/pull-request";
import { emitInRepository } from "./emit";

export type PullAction =
  | "opened"
  | "edited"
  | "synchronize"
  | "closed"
  | "reopened"
  | "ready_for_review"
  | "converted_to_draft"
  | "labeled"
  | "unlabeled";

/** `synchronize` also tells the head before and after, `edited` what was changed, `labeled` which label. */
export async function emitPull(
  world: World,
  pull: PullRequest,
  action: PullAction,
  sender: string,
  extra: object = {},
): Promise<void> {
  const view = await pullView(world, pull);
  emitInRepository(world, repositoryById(world, pull.repositoryId), {
    name: "pull_request",
    action,
    sender,
    payload: { number: pull.number, pull_request: view, ...extra },
  });
}
