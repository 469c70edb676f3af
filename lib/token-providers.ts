import { buildkiteScopes, checkBuildkiteToken } from "./ci/buildkite/account";
import { BuildkiteSettings } from "./ci/buildkite/settings";
import { checkCircleCiToken } from "./ci/circleci/account";
import { CircleCiSettings } from "./ci/circleci/settings";
import { checkVercelToken } from "./ci/vercel/account";
import { VercelSettings } from "./ci/vercel/settings";
import { circleCiProviders } from "./circleci-connections";
import type { ProviderServers } from "./env/provider-servers";
import type { TokenCheck } from "./provider-api/account";
import { SentrySettings } from "./sentry";
import { checkSentryToken } from "./sentry/account";

/** A provider that an organization connects by a token, and by naming its account where the token does not. */
export interface TokenProvider {
  /** As its connections are stored. */
  id: "circleci" | "circleci-rerun" | "buildkite" | "vercel" | "sentry";
  title: string;
  /** What it is connected for. */
  purpose: string;
  /** Where a token is made and what it may do, in whole sentences. */
  tokenHelp: string;
  /** How its tokens begin, for the empty field; null where nothing marks them. */
  tokenForm: string | null;
  /** The account there; null where the token says it. */
  field: { label: string; hint: string; isRequired: boolean } | null;
  /** Whether `check` says when the token ends. Of others the person may say it. */
  tellsExpiry: boolean;
  /** What counts without anybody choosing, in words; null where projects are chosen. */
  watches: string | null;
  /** Whether its builds are CI runs. */
  readsRuns: boolean;
  /** Whether it signs webhooks with a secret of each connection. */
  sendsWebhooks: boolean;
  /** Where Regreen asks it, for people: `circleci.com`. */
  host(servers: ProviderServers): string;
  /** Settings from the field's text; null where it cannot be one. */
  settingsOf(text: string): unknown | null;
  check(servers: ProviderServers, token: string, settings: unknown): Promise<TokenCheck>;
}

function orNull<T>(parsed: { success: boolean; data?: T }): T | null {
  return parsed.success ? (parsed.data ?? null) : null;
}

export const tokenProviders: readonly TokenProvider[] = [
  {
    id: circleCiProviders.reading,
    title: "CircleCI",
    purpose: "Workflows count as CI runs: failures are taken up and repairs are validated there.",
    tokenHelp:
      "Make a token under User Settings → Personal API Tokens. It could do everything that you may do on CircleCI; Regreen only reads.",
    tokenForm: "CCIPAT_…",
    field: null,
    tellsExpiry: false,
    watches: null,
    readsRuns: true,
    sendsWebhooks: true,
    host: ({ circleCi }) => new URL(circleCi.url).host,
    settingsOf: () => CircleCiSettings.parse({}),
    check: (servers, token) => checkCircleCiToken(servers.circleCi, token),
  },
  {
    id: circleCiProviders.rerun,
    title: "CircleCI",
    purpose: "Failed jobs are run again there when a failure looks like chance.",
    tokenHelp: "The token is used for reruns and nothing else.",
    tokenForm: "CCIPAT_…",
    field: null,
    tellsExpiry: false,
    watches: "Nothing: it only runs failed jobs again",
    readsRuns: false,
    sendsWebhooks: false,
    host: ({ circleCi }) => new URL(circleCi.url).host,
    settingsOf: () => CircleCiSettings.parse({}),
    check: (servers, token) => checkCircleCiToken(servers.circleCi, token),
  },
  {
    id: "buildkite",
    title: "Buildkite",
    purpose:
      "Builds of your pipelines count as CI runs: failures are taken up and repairs are validated there.",
    tokenHelp: `Make an API access token under Personal Settings with the scopes ${buildkiteScopes.join(", ")}. With these it can read and nothing else.`,
    tokenForm: "bkua_…",
    field: {
      label: "Organization",
      hint: "The slug in its address, such as acme in buildkite.com/acme.",
      isRequired: true,
    },
    tellsExpiry: false,
    watches: "Every pipeline that builds a repository of this organization",
    readsRuns: true,
    sendsWebhooks: false,
    host: ({ buildkite }) => new URL(buildkite.url).host,
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
    tokenForm: null,
    field: {
      label: "Team id",
      hint: "From the team's settings, such as team_… Leave it empty for a personal account.",
      isRequired: false,
    },
    tellsExpiry: true,
    watches: "Every deployment of a repository of this organization",
    readsRuns: true,
    sendsWebhooks: false,
    host: ({ vercel }) => new URL(vercel.url).host,
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
    tokenForm: null,
    field: {
      label: "Organization",
      hint: "The slug in its address, such as acme in acme.sentry.io.",
      isRequired: true,
    },
    tellsExpiry: false,
    watches: "Releases that are named by a failing commit",
    readsRuns: false,
    sendsWebhooks: false,
    host: ({ sentry }) => new URL(sentry.url).host,
    settingsOf: (text) => orNull(SentrySettings.safeParse({ organization: text })),
    check: (servers, token, settings) => checkSentryToken(servers.sentry, token, settings),
  },
];

export function tokenProvider(id: string): TokenProvider | null {
  return tokenProviders.find((provider) => provider.id === id) ?? null;
}
