import { randomBytes, randomUUID } from "node:crypto";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import type { BuildkiteOrganization, BuildkitePipeline, BuildkiteToken } from "./model";

/** Sets a pipeline up for a repository, in an organization of its owner's name. */
export function ensureBuildkitePipeline(world: World, repository: Repository): BuildkitePipeline {
  const { buildkite } = world.state;
  const known = buildkite.pipelines.find((one) => one.repositoryId === repository.id);
  if (known) return known;
  const createdAt = world.clock.now().toISOString();
  const pipeline = {
    id: randomUUID(),
    organizationId: ensureOrganization(world, repository.owner).id,
    repositoryId: repository.id,
    slug: repository.name,
    createdAt,
  };
  buildkite.pipelines.push(pipeline);
  world.save();
  return pipeline;
}

function ensureOrganization(world: World, slug: string): BuildkiteOrganization {
  const { organizations } = world.state.buildkite;
  const known = organizations.find((one) => one.slug === slug);
  if (known) return known;
  const organization = { id: randomUUID(), slug, createdAt: world.clock.now().toISOString() };
  organizations.push(organization);
  return organization;
}

export function addBuildkiteToken(
  world: World,
  given: { organization: string; scopes: string[] },
): BuildkiteToken {
  ensureOrganization(world, given.organization);
  const token = { uuid: randomUUID(), token: `bkua_${randomBytes(20).toString("hex")}`, ...given };
  world.state.buildkite.tokens.push(token);
  world.save();
  return token;
}
