import type { ListedProject } from "@/lib/ci/circleci/account";
import type { CircleCiSettings } from "@/lib/ci/circleci/settings";

interface OfferedProject {
  slug: string;
  name: string;
  organizationName: string;
  repositoryId: string | null;
  watched: boolean;
}

/**
 * What a person is offered to watch: everything that the token sees, and what is watched though it sees it no more. The
 * repository is the one chosen before, else the one that CircleCI says, else the only one of the same name: a suggestion,
 * which the person confirms.
 */
export function offeredProjects(
  seen: readonly ListedProject[],
  settings: CircleCiSettings,
  repositories: readonly { id: string; owner: string; name: string }[],
): OfferedProject[] {
  const watched = new Map(settings.projects.map((project) => [project.id, project]));
  const offered = seen.map((project): OfferedProject => {
    const told = repositories.find(({ owner, name }) => `${owner}/${name}` === project.repository);
    const namesake = repositories.find(({ name }) => name === project.name);
    return {
      slug: project.slug,
      name: project.name,
      organizationName: project.organizationName,
      repositoryId: watched.get(project.id)?.repositoryId ?? told?.id ?? namesake?.id ?? null,
      watched: watched.has(project.id),
    };
  });
  const hidden = settings.projects.filter((project) => !seen.some((one) => one.id === project.id));
  return [
    ...offered,
    ...hidden.map(({ slug, name, repositoryId }) => ({
      slug,
      name,
      organizationName: "not visible to this token",
      repositoryId,
      watched: true,
    })),
  ];
}
