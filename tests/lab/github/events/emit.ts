import type { Account } from "../../state/accounts";
import type { Installation } from "../../state/app";
import { accountOf, installationOf } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView, organizationView } from "../views/account";
import { installationView } from "../views/app";
import { minimalRepositoryView, repositoryView } from "../views/repository";
import { deliver } from "./deliver";

/** Tells the app what happened in a repository, if it is installed there and subscribed. */
export function emitInRepository(
  world: World,
  repository: Repository,
  event: { name: string; action: string | null; sender: string; payload: object },
): void {
  const installation = installationOf(world, repository);
  if (!installation || installation.suspendedAt || !installation.events.includes(event.name)) return;
  const owner = accountOf(world, repository.owner);
  deliver(world, {
    event: event.name,
    action: event.action,
    installationId: installation.id,
    repositoryId: repository.id,
    payload: {
      ...(event.action ? { action: event.action } : {}),
      ...event.payload,
      repository: eventRepository(world, repository, event.name),
      ...(owner.type === "Organization" ? { organization: organizationView(world, owner) } : {}),
      installation: { id: installation.id, node_id: nodeId("Installation", installation.id) },
      sender: accountView(world, accountOf(world, event.sender)),
    },
  });
}

/** In push events GitHub still sends the times of a repository as seconds since 1970. */
function eventRepository(world: World, repository: Repository, event: string) {
  const view = repositoryView(world, repository);
  if (event !== "push") return view;
  const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1000);
  return {
    ...view,
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt),
    master_branch: repository.defaultBranch,
  };
}

/** Tells the app about its own installations; apps hear this without subscribing. */
export function emitInstallation(
  world: World,
  installation: Installation,
  action: "created" | "deleted" | "suspend" | "unsuspend",
  sender: Account,
): void {
  const repositories = world.state.repositories.filter(
    (one) => one.owner === installation.account && (installation.repositoryIds?.includes(one.id) ?? true),
  );
  deliver(world, {
    event: "installation",
    action,
    installationId: installation.id,
    repositoryId: null,
    payload: {
      action,
      installation: installationView(world, installation),
      repositories: repositories.map((one) => shortRepository(world, one)),
      ...(action === "created" ? { requester: null } : {}),
      sender: accountView(world, sender),
    },
  });
}

/** Tells an installation that it lost repositories, as when one was transferred. Apps hear this without subscribing. */
export function emitRepositoriesRemoved(
  world: World,
  installation: Installation,
  removed: readonly Repository[],
  sender: Account,
): void {
  deliver(world, {
    event: "installation_repositories",
    action: "removed",
    installationId: installation.id,
    repositoryId: null,
    payload: {
      action: "removed",
      installation: installationView(world, installation),
      repository_selection: installation.repositoryIds ? "selected" : "all",
      repositories_added: [],
      repositories_removed: removed.map((one) => shortRepository(world, one)),
      requester: null,
      sender: accountView(world, sender),
    },
  });
}

function shortRepository(world: World, repository: Repository) {
  const { id, node_id, name, full_name, private: isPrivate } = minimalRepositoryView(world, repository);
  return { id, node_id, name, full_name, private: isPrivate };
}
