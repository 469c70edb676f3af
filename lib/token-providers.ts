import { buildkiteConnection } from "./ci/buildkite/connection";
import { circleCiConnection, circleCiRerunConnection } from "./ci/circleci/connection";
import { vercelConnection } from "./ci/vercel/connection";
import type { ProviderServers } from "./env/provider-servers";
import type { TokenProviderAt } from "./provider-api/token-provider";
import { sentryConnection } from "./sentry/connection";

export interface TokenProvider extends TokenProviderAt<ProviderServers> {
  /** Where Regreen asks it, for people: `circleci.com`. */
  host(servers: ProviderServers): string;
}

/** Every provider that is connected by a token. Adding one adds its folder, its address in the settings, and a line here. */
export const tokenProviders: readonly TokenProvider[] = [
  at(({ circleCi }) => circleCi, circleCiConnection),
  at(({ circleCi }) => circleCi, circleCiRerunConnection),
  at(({ buildkite }) => buildkite, buildkiteConnection),
  at(({ vercel }) => vercel, vercelConnection),
  at(({ sentry }) => sentry, sentryConnection),
];

function at<Server extends { url: string }>(
  serverOf: (servers: ProviderServers) => Server,
  provider: TokenProviderAt<Server>,
): TokenProvider {
  return {
    ...provider,
    host: (servers) => new URL(serverOf(servers).url).host,
    check: (servers, token, settings) => provider.check(serverOf(servers), token, settings),
  };
}

export function tokenProvider(id: string): TokenProvider | null {
  return tokenProviders.find((provider) => provider.id === id) ?? null;
}
