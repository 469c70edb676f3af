import { randomUUID } from "node:crypto";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import type { CircleProject, CircleToken, TokenLevel } from "./model";

/** Sets a repository up on CircleCI: followed through its OAuth app, or through its GitHub App. */
export function ensureCircleProject(
  world: World,
  repository: Repository,
  kind: CircleProject["kind"],
): CircleProject {
  const { circleci } = world.state;
  const known = circleci.projects.find((one) => one.repositoryId === repository.id);
  if (known) return known;
  let organization = circleci.organizations.find((one) => one.name === repository.owner);
  if (!organization) {
    organization = { id: randomUUID(), name: repository.owner };
    circleci.organizations.push(organization);
  }
  const id = randomUUID();
  const project: CircleProject = {
    id,
    organizationId: organization.id,
    repositoryId: repository.id,
    name: repository.name,
    kind,
    slug:
      kind === "oauth" ? `gh/${repository.owner}/${repository.name}` : `circleci/${organization.id}/${id}`,
    webhooks: [],
  };
  circleci.projects.push(project);
  world.save();
  return project;
}

/** A token of somebody's, seeing these organizations. */
export function addCircleToken(
  world: World,
  given: { login: string; level: TokenLevel; organizations: string[]; expiresAt?: string | null },
): CircleToken {
  const token: CircleToken = {
    token: `CCIPAT_${randomUUID().replaceAll("-", "")}`,
    expiresAt: null,
    ...given,
  };
  world.state.circleci.tokens.push(token);
  world.save();
  return token;
}
