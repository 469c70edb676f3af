import type { ChangedFile } from "../../git/diff";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { repositoryApi, repositoryWeb } from "./urls";

export function diffEntryView(world: World, repository: Repository, sha: string, file: ChangedFile) {
  const web = repositoryWeb(world, repository);
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.blobSha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${web}/blob/${sha}/${path}`,
    raw_url: `${web}/raw/${sha}/${path}`,
    contents_url: `${repositoryApi(world, repository)}/contents/${path}?ref=${sha}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath ? { previous_filename: file.previousPath } : {}),
  };
}
