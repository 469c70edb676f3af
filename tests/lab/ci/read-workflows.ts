import { bareFolder } from "../git/bare";
import { gitOnce } from "../git/git-once";
import { unlessRefused } from "../git/run";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { parseWorkflow, type WorkflowFile } from "./workflow-file";

export interface FoundWorkflow {
  path: string;
  /** null: the file is there, and is no valid workflow. */
  file: WorkflowFile | null;
}

/** The workflow files of a commit. */
export async function readWorkflows(
  world: World,
  repository: Repository,
  sha: string,
): Promise<FoundWorkflow[]> {
  const folder = bareFolder(world, repository);
  const listing = await unlessRefused(
    gitOnce(folder, ["ls-tree", "--name-only"], sha, [".github/workflows/"]),
  );
  const paths = (listing ?? "").split("\n").filter((path) => /\.ya?ml$/.test(path));
  return Promise.all(paths.map((path) => readWorkflow(world, repository, sha, path)));
}

export async function readWorkflow(
  world: World,
  repository: Repository,
  sha: string,
  path: string,
): Promise<FoundWorkflow> {
  return {
    path,
    file: parseWorkflow(await gitOnce(bareFolder(world, repository), ["show"], `${sha}:${path}`)),
  };
}
