import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bareFolder } from "../git/bare";
import { git } from "../git/run";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { removeWorkFolder } from "./builtin-actions";

const systemPath = "/usr/local/bin:/usr/bin:/bin";

export interface Checkout {
  /** The commit's files. */
  workspace: string;
  /** What every build finds: a home of its own and the lab's tools first on its path. */
  env: Record<string, string>;
}

/** Checks a commit out for one build, and takes everything away after it. */
export async function withCheckout<Result>(
  world: World,
  given: { id: string; repository: Repository; sha: string },
  build: (checkout: Checkout) => Promise<Result>,
): Promise<Result> {
  const root = join(world.folders.work, given.id);
  const home = join(root, "home");
  const workspace = join(root, "project");
  for (const folder of [home, workspace]) mkdirSync(folder, { recursive: true });
  try {
    await git(workspace, ["clone", "--quiet", bareFolder(world, given.repository), "."]);
    await git(workspace, ["checkout", "--quiet", "--detach", given.sha]);
    return await build({
      workspace,
      env: { CI: "true", HOME: home, LANG: "C.UTF-8", PATH: `${world.toolPath}:${systemPath}` },
    });
  } finally {
    await removeWorkFolder(root);
  }
}
