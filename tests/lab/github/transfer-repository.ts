import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { bareFolder } from "../git/bare";
import { accountOf, findRepository, installationOf } from "../state/lookup";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { ApiError } from "./api-error";
import { emitInRepository, emitRepositoriesRemoved } from "./events/emit";
import { organizationView } from "./views/account";

/**
 * Gives a repository to another owner. Its number stays and its former name leads to it. The old owner's installation hears
 * that it lost it, the new owner's, if there is one, that it was transferred.
 */
export async function transferRepository(
  world: World,
  repository: Repository,
  owner: string,
  by: string,
): Promise<void> {
  if (findRepository(world, owner, repository.name))
    throw new ApiError(422, "Repositories cannot be transferred: the name is taken");
  const to = accountOf(world, owner);
  await world.locks.run(repository.id, async () => {
    const from = bareFolder(world, repository);
    const former = accountOf(world, repository.owner);
    const left = installationOf(world, repository);
    repository.formerOwners = [...(repository.formerOwners ?? []), former.login];
    repository.owner = to.login;
    await mkdir(dirname(bareFolder(world, repository)), { recursive: true });
    await rename(from, bareFolder(world, repository));
    world.save();
    if (left) emitRepositoriesRemoved(world, left, [repository], accountOf(world, by));
    emitInRepository(world, repository, {
      name: "repository",
      action: "transferred",
      sender: by,
      payload: { changes: { owner: { from: { organization: organizationView(world, former) } } } },
    });
  });
}
