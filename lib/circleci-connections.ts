import type { CircleCiConnections, CircleCiServer, WatchedProject } from "./ci/circleci/access";
import { circleCiProviders } from "./ci/circleci/connection";
import { CircleCiSettings } from "./ci/circleci/settings";
import type { CiRepository } from "./ci/types";
import { listConnections } from "./db/connections";
import { type StoredTokens, tokenConnections } from "./token-connections";

/**
 * How the CircleCI provider comes to its tokens: only those of the organization that owns the repository, only for projects
 * that somebody chose for that repository, and opened only for the call.
 */
export function circleCiConnections(stored: StoredTokens, server: CircleCiServer): CircleCiConnections {
  const reading = tokenConnections(stored, circleCiProviders.reading);
  const rerun = tokenConnections(stored, circleCiProviders.rerun);
  return {
    server,

    async open(repository) {
      const opened = await reading.open(
        repository.organizationId,
        (settings) => watchedFor(settings, repository).length > 0,
      );
      return opened.map(({ connectionId, token, settings }) => ({
        connectionId,
        token,
        projects: watchedFor(settings, repository),
      }));
    },

    refused: (repository, connectionId, reason) =>
      reading.refused(repository.organizationId, connectionId, reason),

    async refusals(repository) {
      const rows = await listConnections(stored.db, repository.organizationId, circleCiProviders.reading);
      return rows
        .filter((row) => row.disabledAt !== null && watchedFor(row.settings, repository).length > 0)
        .map(
          ({ label, disabledReason }) =>
            `The connection "${label}" is not used any more. ${disabledReason ?? ""} Connect CircleCI again on the integrations page.`,
        );
    },

    async openRerun(repository) {
      const [first] = await rerun.open(repository.organizationId);
      return first === undefined ? null : { token: first.token, addedBy: first.addedBy };
    },
  };
}

function watchedFor(settings: unknown, repository: CiRepository): WatchedProject[] {
  return CircleCiSettings.parse(settings).projects.filter(
    (project) => project.repositoryId === repository.id,
  );
}
