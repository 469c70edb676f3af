import type { Db } from "./db/client";
import { findGitHubApp, gitHubAppRow } from "./db/github-app";
import type { GitHubAppEnv } from "./env";
import { type Vault, wholeInstallation } from "./vault/types";

/** The GitHub App that this installation acts as. */
export interface AppInForce {
  /** `environment`: from the GITHUB_APP_… variables, which win. `setup`: made on the setup page and kept sealed. */
  from: "environment" | "setup";
  appId: number;
  /** The last part of https://github.com/apps/SLUG. Null where the environment does not name it. */
  slug: string | null;
  /** PEM. */
  privateKey: string;
  clientId: string;
  clientSecret: string;
  /** Secrets that may sign a delivery: the current one, and the previous one while it is being changed. */
  webhookSecrets: readonly string[];
}

/** What has to be set before anything can be repaired, for people. */
export class NotConfiguredError extends Error {
  override readonly name = "NotConfiguredError";
}

/**
 * Answers which app is in force now, null for none. The stored one is read each time: setup in one process is known to
 * all of them with the next request, and nobody has to restart anything.
 */
export function createAppInForce(input: {
  fromEnvironment: GitHubAppEnv | null;
  db: Db;
  vault: Vault;
}): () => Promise<AppInForce | null> {
  const { fromEnvironment, db, vault } = input;
  if (fromEnvironment !== null) {
    const app = ofEnvironment(fromEnvironment);
    return async () => app;
  }
  return () => storedApp(db, vault);
}

/** @throws NotConfiguredError where there is no app yet */
export async function requireApp(appInForce: () => Promise<AppInForce | null>): Promise<AppInForce> {
  const app = await appInForce();
  if (app === null)
    throw new NotConfiguredError(
      "There is no GitHub App yet. Open /setup, which makes one, or set the GITHUB_APP_… variables.",
    );
  return app;
}

function ofEnvironment(app: GitHubAppEnv): AppInForce {
  const { appId, slug, privateKey, clientId, clientSecret, webhookSecret, webhookSecretPrevious } = app;
  const webhookSecrets =
    webhookSecretPrevious === null ? [webhookSecret] : [webhookSecret, webhookSecretPrevious];
  return { from: "environment", appId, slug, privateKey, clientId, clientSecret, webhookSecrets };
}

async function storedApp(db: Db, vault: Vault): Promise<AppInForce | null> {
  const row = await findGitHubApp(db);
  if (row === null) return null;
  const { privateKeySealed, clientSecretSealed, webhookSecretSealed } = row;
  const open = (envelope: string, column: string) =>
    vault.open(envelope, { ...gitHubAppRow, column, organizationId: wholeInstallation });
  return {
    from: "setup",
    appId: Number(row.appId),
    slug: row.slug,
    privateKey: open(privateKeySealed, "privateKeySealed"),
    clientId: row.clientId,
    clientSecret: open(clientSecretSealed, "clientSecretSealed"),
    webhookSecrets: [open(webhookSecretSealed, "webhookSecretSealed")],
  };
}
