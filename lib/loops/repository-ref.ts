import type { StoredRepository } from "@/lib/github/git-store";

/** A repository row and its organization, in the form that GitHub's and CI's adapters take. */
export function repositoryRef(
  repository: { owner: string; name: string; githubRepositoryId: bigint },
  organization: { installationId: bigint },
): StoredRepository {
  return {
    installationId: organization.installationId,
    owner: repository.owner,
    name: repository.name,
    githubRepositoryId: repository.githubRepositoryId,
  };
}
