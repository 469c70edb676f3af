import type { CiRepository } from "@/lib/ci/types";
import type { StoredRepository } from "@/lib/github/client";

/** A repository as code host and CI providers both take it. */
export type RepositoryHandle = StoredRepository & CiRepository;

/** A repository row and its organization, in the form that GitHub's and CI's adapters take. */
export function repositoryRef(
  repository: { id: string; organizationId: string; owner: string; name: string; githubRepositoryId: bigint },
  organization: { installationId: bigint },
): RepositoryHandle {
  return {
    id: repository.id,
    organizationId: repository.organizationId,
    installationId: organization.installationId,
    owner: repository.owner,
    name: repository.name,
    githubRepositoryId: repository.githubRepositoryId,
  };
}
