import type { CircleCiConnections, CircleCiServer, WatchedProject } from "./ci/circleci/access";
import { CircleCiSettings } from "./ci/circleci/settings";
import type { CiRepository } from "./ci/types";
import type { Db } from "./db/client";
import { connectionSecrets, disableConnection, listConnections } from "./db/connections";
import type { Log } from "./log";
import type { Vault } from "./vault/types";

/** By these names connections to CircleCI are stored: the one that reads, and the one that may rerun. */
export const circleCiProviders = { reading: "circleci", rerun: "circleci-rerun" } as const;

interface Stored {
  db: Db;
  vault: Vault;
  log: Log;
  now: () => Date;
}

/**
 * How the CircleCI provider comes to its tokens: only those of the organization that owns the repository, only for projects
 * that somebody chose for that repository, and opened only for the call.
 */
export function circleCiConnections(stored: Stored, server: CircleCiServer): CircleCiConnections {
  const { db, log, now } = stored;
  return {
    server,

    async open(repository) {
      const rows = await listConnections(db, repository.organizationId, circleCiProviders.reading);
      return rows.flatMap((row) => {
        const projects = watchedFor(row.settings, repository);
        const token = row.disabledAt === null && projects.length > 0 ? openToken(stored, row) : null;
        return token === null ? [] : [{ connectionId: row.id, token, projects }];
      });
    },

    async refused(repository, connectionId, reason) {
      const { organizationId } = repository;
      if (await disableConnection(db, organizationId, connectionId, reason, now()))
        log.warn({ organizationId, connectionId, reason }, "CircleCI refused a connection's token");
    },

    async openRerun(repository) {
      const rows = await listConnections(db, repository.organizationId, circleCiProviders.rerun);
      const row = rows.find((candidate) => candidate.disabledAt === null);
      const token = row === undefined ? null : openToken(stored, row);
      return row === undefined || token === null ? null : { token, addedBy: row.createdByLogin };
    },
  };
}

/** The token of a connection's row, null where it was revoked. */
export function openToken(
  { vault }: Pick<Stored, "vault">,
  row: { id: string; organizationId: string; tokenSealed: string | null },
): string | null {
  if (row.tokenSealed === null) return null;
  const { table, token: column } = connectionSecrets;
  return vault.open(row.tokenSealed, { table, column, organizationId: row.organizationId, rowId: row.id });
}

function watchedFor(settings: unknown, repository: CiRepository): WatchedProject[] {
  return CircleCiSettings.parse(settings).projects.filter(
    (project) => project.repositoryId === repository.id,
  );
}
