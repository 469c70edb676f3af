import { type Db, isUniqueConflict } from "./client";

/** The GitHub App that was made in setup. Secrets are as the vault sealed them for `gitHubAppRow`. */
export interface StoredGitHubApp {
  appId: bigint;
  slug: string;
  name: string;
  ownerLogin: string;
  /** Organization or User. */
  ownerKind: string;
  clientId: string;
  privateKeySealed: string;
  clientSecretSealed: string;
  webhookSecretSealed: string;
}

/** Table and id of the only row. */
export const gitHubAppRow = { table: "GitHubApp", rowId: "this" } as const;

/** Null before setup has made an app. */
export function findGitHubApp(db: Db) {
  return db.gitHubApp.findUnique({ where: { id: gitHubAppRow.rowId } });
}

/** Deletes the app with its secrets. Answers which it was, null where there was none. */
export async function forgetGitHubApp(db: Db): Promise<{ appId: bigint; slug: string } | null> {
  const row = await findGitHubApp(db);
  const { count } = await db.gitHubApp.deleteMany({ where: { id: gitHubAppRow.rowId } });
  return row === null || count === 0 ? null : { appId: row.appId, slug: row.slug };
}

/** False where there is an app already: an installation has one, and it is never overwritten. */
export async function addGitHubApp(db: Db, app: StoredGitHubApp): Promise<boolean> {
  try {
    await db.gitHubApp.create({ data: { id: gitHubAppRow.rowId, ...app } });
    return true;
  } catch (error) {
    if (isUniqueConflict(error)) return false;
    throw error;
  }
}
