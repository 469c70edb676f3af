import type { Account } from "../../state/accounts";
import type { AccessLevel } from "../../state/app";
import { accountOf, botLogin, installationOf, repositoryById } from "../../state/lookup";
import type { Repository, Role } from "../../state/repositories";
import type { World } from "../../world";
import { ApiError, notAccessible, notFound } from "../api-error";
import type { Actor } from "./actor";

const roles: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];

export function atLeast(role: Role | null, wanted: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(wanted);
}

/** A person's role in a repository; null for somebody who cannot see it. */
export function roleOf(world: World, repository: Repository, login: string): Role | null {
  if (repository.owner.toLowerCase() === login.toLowerCase()) return "admin";
  const membership = world.state.memberships.find(
    (one) => one.organization === repository.owner && one.user === login,
  );
  if (membership?.role === "admin") return "admin";
  const given = repository.collaborators[login];
  if (given) return given;
  if (membership) return "read";
  return repository.private ? null : "read";
}

/** Whether anybody with this identity may see that the repository exists. */
export function canSee(world: World, actor: Actor, repository: Repository): boolean {
  switch (actor.kind) {
    case "anonymous":
      return !repository.private;
    case "app":
      return false;
    case "user":
      return roleOf(world, repository, actor.login) !== null;
    case "installation":
      return !repository.private || reaches(world, actor, repository);
  }
}

/** Whether an installation token covers this repository. */
function reaches(
  world: World,
  actor: Extract<Actor, { kind: "installation" }>,
  repository: Repository,
): boolean {
  if (installationOf(world, repository)?.id !== actor.token.installationId) return false;
  return actor.token.repositoryIds?.includes(repository.id) ?? true;
}

/**
 * Refuses as GitHub does: 404 for a repository that this identity cannot see, 403 where it lacks the permission.
 * Reading `metadata` and everything of a public repository is open to all.
 */
export function requireAccess(
  world: World,
  actor: Actor,
  repository: Repository,
  permission: string,
  level: AccessLevel,
): void {
  if (!canSee(world, actor, repository)) throw notFound();
  switch (actor.kind) {
    case "anonymous":
      if (level === "write") throw new ApiError(401, "Requires authentication");
      return;
    case "app":
      throw notFound();
    case "user": {
      const wanted = level === "read" ? "read" : requiredRole(permission);
      if (!atLeast(roleOf(world, repository, actor.login), wanted))
        throw new ApiError(403, "Must have push access to repository");
      return;
    }
    case "installation":
      if (!hasPermission(world, actor, repository, permission, level)) throw notAccessible();
  }
}

function requiredRole(permission: string): Role {
  if (permission === "administration") return "admin";
  return permission === "issues" || permission === "pull_requests" ? "read" : "write";
}

export function hasPermission(
  world: World,
  actor: Extract<Actor, { kind: "installation" }>,
  repository: Repository,
  permission: string,
  level: AccessLevel,
): boolean {
  if (!reaches(world, actor, repository)) return level === "read" && !repository.private;
  if (permission === "metadata") return level === "read";
  const given = actor.token.permissions[permission];
  return given === "write" || (given === "read" && level === "read");
}

/** The account that a change is shown as made by. */
export function accountOfActor(world: World, actor: Actor): Account {
  switch (actor.kind) {
    case "user":
      return accountOf(world, actor.login);
    case "app":
    case "installation":
      return accountOf(world, botLogin(world));
    case "anonymous":
      throw new ApiError(401, "Requires authentication");
  }
}

/** Repositories an installation token may work in. */
export function repositoriesOfToken(
  world: World,
  actor: Extract<Actor, { kind: "installation" }>,
): Repository[] {
  return world.state.repositories
    .filter((repository) => reaches(world, actor, repository))
    .map((repository) => repositoryById(world, repository.id));
}
