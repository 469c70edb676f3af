import { rename } from "node:fs/promises";
import { bareFolder } from "../git/bare";
import { findRepository } from "../state/lookup";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { ApiError } from "./api-error";
import { emitInRepository } from "./events/emit";

/** Gives a repository another name and tells the app. Its number stays, and its former name leads to it. */
export async function renameRepository(
  world: World,
  repository: Repository,
  name: string,
  by: string,
): Promise<void> {
  if (findRepository(world, repository.owner, name))
    throw new ApiError(422, "Name already exists on this account");
  await world.locks.run(repository.id, async () => {
    const from = bareFolder(world, repository);
    const former = repository.name;
    repository.name = name;
    repository.formerNames = [...(repository.formerNames ?? []), former];
    await rename(from, bareFolder(world, repository));
    world.save();
    emitInRepository(world, repository, {
      name: "repository",
      action: "renamed",
      sender: by,
      payload: { changes: { repository: { name: { from: former } } } },
    });
  });
}
