import { neededPermissions } from "./needed-permissions";

/** Whom the app is made for. Null: for the account of the person who makes it. */
export type AppOwner = string | null;

/** GitHub's form of an account name. */
export const loginForm = /^[a-z\d](?:[a-z\d-]{0,38})$/i;

/** Path at which this installation takes deliveries. */
export const hookPath = "/api/webhooks/github";

/** Path that GitHub sends the person back to, with the code for the keys. */
export const createdPath = "/setup/created";

/**
 * What GitHub makes the app from.
 * https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 *
 * @param publicUrl where people reach this installation
 * @param hookUrl where GitHub is to deliver; null leaves the hook out, since GitHub refuses a whole manifest whose hook
 *   it could not reach, and one whose `hook_attributes` have no address
 */
export function appManifest({
  name,
  publicUrl,
  hookUrl,
}: {
  name: string;
  publicUrl: string;
  hookUrl: string | null;
}) {
  return {
    name,
    url: publicUrl,
    description: "Turns red pull requests green, and proves it.",
    ...(hookUrl === null ? {} : { hook_attributes: { url: hookUrl, active: true } }),
    redirect_url: `${publicUrl}${createdPath}`,
    callback_urls: [`${publicUrl}/api/auth/callback/github`],
    setup_url: `${publicUrl}/setup`,
    setup_on_update: true,
    public: false,
    request_oauth_on_install: false,
    default_permissions: Object.fromEntries(neededPermissions.map(({ name, level }) => [name, level])),
    // `installation` and its kin come without asking; GitHub refuses a manifest that names them.
    default_events: neededPermissions.flatMap(({ events }) => events),
  };
}

/** A name that is likely free: app names are unique on the whole of GitHub and have at most 34 characters. */
export function suggestedName(owner: AppOwner, publicUrl: string): string {
  return `Regreen ${owner ?? new URL(publicUrl).hostname}`.slice(0, 34).trim();
}

/** Where the manifest is posted to. */
export function newAppAddress(githubUrl: string, owner: AppOwner, state: string): string {
  const path = owner === null ? "/settings/apps/new" : `/organizations/${owner}/settings/apps/new`;
  return `${githubUrl}${path}?state=${encodeURIComponent(state)}`;
}

/**
 * Whether GitHub could deliver to this address. False for this machine and for names and networks that lead nowhere from
 * outside. A guess on the safe side: on an address that it doubts a person is asked for a relay.
 */
export function isReachableFromOutside(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") return false;
  if (!hostname.includes(".") || hostname.startsWith("[")) return false;
  if (/\.(?:localhost|local|internal|lan|home|test)$/.test(hostname)) return false;
  return !/^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(hostname);
}
