import type { Repository } from "../../state/repositories";
import type { World } from "../../world";

/** Address of a REST resource. */
export function api(world: World, path: string): string {
  return `${world.baseUrl}/api/v3${path}`;
}

export function repositoryApi(world: World, repository: Repository): string {
  return api(world, `/repos/${repository.owner}/${repository.name}`);
}

/** Address of a repository's page. */
export function repositoryWeb(world: World, repository: Repository): string {
  return `${world.baseUrl}/${repository.owner}/${repository.name}`;
}
