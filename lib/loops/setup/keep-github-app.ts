import type { Context } from "@/lib/context";
import { addGitHubApp, gitHubAppRow } from "@/lib/db/github-app";
import type { NewGitHubApp } from "@/lib/github/app-manifest";
import { wholeInstallation } from "@/lib/vault/types";

/** Seals the keys of an app that GitHub has just made and keeps it as this installation's. False where there is one already. */
export function keepGitHubApp(
  { db, vault }: Pick<Context, "db" | "vault">,
  app: NewGitHubApp,
): Promise<boolean> {
  const { privateKey, clientSecret, webhookSecret, appId, ...facts } = app;
  const seal = (secret: string, column: string) =>
    vault.seal(secret, { ...gitHubAppRow, column, organizationId: wholeInstallation });
  return addGitHubApp(db, {
    ...facts,
    appId: BigInt(appId),
    privateKeySealed: seal(privateKey, "privateKeySealed"),
    clientSecretSealed: seal(clientSecret, "clientSecretSealed"),
    webhookSecretSealed: seal(webhookSecret, "webhookSecretSealed"),
  });
}
