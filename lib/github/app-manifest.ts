import { randomBytes } from "node:crypto";
import { Octokit } from "octokit";

/** An app that GitHub has just made for us, with the keys that it shows this once. */
export interface NewGitHubApp {
  appId: number;
  slug: string;
  name: string;
  ownerLogin: string;
  /** Organization or User. */
  ownerKind: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  /** PEM. */
  privateKey: string;
}

/**
 * Redeems the code that GitHub sent back after a person confirmed the manifest. It works once and for one hour.
 * https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 *
 * @throws RequestError 404 for a code that was redeemed before, is too old or never was
 */
export async function redeemManifestCode(apiUrl: string, code: string): Promise<NewGitHubApp> {
  const octokit = new Octokit({ baseUrl: apiUrl, userAgent: "regreen" });
  const { data } = await octokit.rest.apps.createFromManifest({ code });
  const { owner } = data;
  const [ownerLogin, ownerKind] =
    owner !== null && "login" in owner ? [owner.login, owner.type] : [owner?.slug ?? "", "Enterprise"];
  return {
    appId: data.id,
    slug: data.slug ?? "",
    name: data.name,
    ownerLogin,
    ownerKind,
    clientId: data.client_id,
    clientSecret: data.client_secret,
    // GitHub makes no secret for an app that was made without a hook address; the app gets ours with its hook.
    webhookSecret: data.webhook_secret ?? randomBytes(32).toString("hex"),
    privateKey: data.pem,
  };
}
