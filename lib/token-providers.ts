import { buildkiteScopes, checkBuildkiteToken } from "./ci/buildkite/account";
import { BuildkiteSettings } from "./ci/buildkite/schemas";
import { checkVercelToken } from "./ci/vercel/account";
import { VercelSettings } from "./ci/vercel/schemas";
import type { ProviderServers } from "./env/provider-servers";
import type { TokenCheck } from "./provider-api/account";
import { SentrySettings } from "./sentry";
import { checkSentryToken } from "./sentry/account";

/** A provider that an organization connects by pasting a token and naming its account there. */
export interface TokenProvider {
  id: "buildkite" | "vercel" | "sentry";
  title: string;
  /** What it is connected for. */
  purpose: string;
  /** Where a token is made and what it may do, in whole sentences. */
  tokenHelp: string;
  /** The account there; `name` is the field in the settings. */
  field: { name: string; label: string; hint: string; isRequired: boolean };
  /** Settings from the field's text; null where it cannot be one. */
  settingsOf(text: string): unknown | null;
  check(servers: ProviderServers, token: string, settings: unknown): Promise<TokenCheck>;
}

function orNull<T>(parsed: { success: boolean; data?: T }): T | null {
  return parsed.success ? (parsed.data ?? null) : null;
}

export const tokenProviders: readonly TokenProvider[] = [
  {
    id: "buildkite",
    title: "Buildkite",
    purpose:
      "Builds of your pipelines count as CI runs: failures are taken up and repairs are validated there.",
    tokenHelp: `Make an API access token under Personal Settings with the scopes ${buildkiteScopes.join(", ")}. With these it can read and nothing else.`,
    field: {
      name: "organization",
      label: "Organization",
      hint: "The slug in its address, such as acme in buildkite.com/acme.",
      isRequired: true,
    },
    settingsOf: (text) => orNull(BuildkiteSettings.safeParse({ organization: text })),
    check: (servers, token, settings) => checkBuildkiteToken(servers.buildkite, token, settings),
  },
  {
    id: "vercel",
    title: "Vercel",
    purpose:
      "Failed deployments are taken up with their build log, and a repair counts only when it deploys.",
    tokenHelp:
      "Make a token under Account Settings → Tokens, limited to one team and with an end date. Vercel's tokens can do what you can do; Regreen only reads deployments and their build logs.",
    field: {
      name: "teamId",
      label: "Team id",
      hint: "From the team's settings, such as team_… Leave it empty for a personal account.",
      isRequired: false,
    },
    settingsOf: (text) => orNull(VercelSettings.safeParse({ teamId: text === "" ? null : text })),
    check: (servers, token, settings) => checkVercelToken(servers.vercel, token, settings),
  },
  {
    id: "sentry",
    title: "Sentry",
    purpose:
      "When a deployment fails, the errors that Sentry saw in a release of that commit are put into the brief.",
    tokenHelp:
      "Make an internal integration under Settings → Custom Integrations with the permission Issue & Event: Read, and paste its token. It can read issues and nothing else.",
    field: {
      name: "organization",
      label: "Organization",
      hint: "The slug in its address, such as acme in acme.sentry.io.",
      isRequired: true,
    },
    settingsOf: (text) => orNull(SentrySettings.safeParse({ organization: text })),
    check: (servers, token, settings) => checkSentryToken(servers.sentry, token, settings),
  },
];

export function tokenProvider(id: string): TokenProvider | null {
  return tokenProviders.find((provider) => provider.id === id) ?? null;
}
