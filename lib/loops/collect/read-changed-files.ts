import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import { redact } from "@/lib/evidence/redact/redact";
import type { GitHubClient, RepositoryRef } from "@/lib/github/client";
import { listChangedFiles } from "@/lib/github/pull-requests";

const filesMax = 100;
const patchCharactersMax = 12_000;

/** What the pull request itself changed: where most failures come from. */
export async function readChangedFiles(
  github: GitHubClient,
  repository: RepositoryRef,
  pullRequest: number,
): Promise<FailureEvidence["changedFiles"]> {
  const files = await listChangedFiles(github, repository, pullRequest, filesMax);
  return files.map((file) => ({
    ...file,
    path: redact(file.path).text,
    patch: file.patch === null ? null : redact(file.patch.slice(0, patchCharactersMax)).text,
  }));
}
