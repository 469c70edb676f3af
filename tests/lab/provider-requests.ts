export type LabProvider = "circleci" | "buildkite" | "vercel";

/** One request that reached a CI provider's side of the lab. */
export interface ProviderRequest {
  provider: LabProvider;
  method: string;
  path: string;
}

/** CircleCI's search takes its question in a body: https://circleci.com/docs/api/v3/ */
const search = "/api/v3/runs/search";
/** The one thing that may be asked to change, by a token of its own that somebody added for it. */
const rerun = /^\/api\/(?:v3\/workflows|v2\/workflow)\/[^/]+\/rerun$/;

function isRead({ provider, method, path }: ProviderRequest, rerunsAllowed: boolean): boolean {
  if (method === "GET") return true;
  if (provider !== "circleci" || method !== "POST") return false;
  // The sign-in of a person, whose browser and command line speak there, not the product's client.
  if (path.startsWith("/oauth/")) return true;
  return path === search || (rerunsAllowed && rerun.test(path));
}

/** What somebody who only reads would never have sent, one line each. */
export function writesAmong(
  requests: readonly ProviderRequest[],
  { rerunsAllowed = false }: { rerunsAllowed?: boolean | undefined } = {},
): string[] {
  return requests
    .filter((request) => !isRead(request, rerunsAllowed))
    .map(({ provider, method, path }) => `${provider}: ${method} ${path}`);
}

/** @throws Error that names each write */
export function assertReadOnly(
  requests: readonly ProviderRequest[],
  allowed: { rerunsAllowed?: boolean | undefined } = {},
): void {
  const writes = writesAmong(requests, allowed);
  if (writes.length > 0)
    throw new Error(`Regreen only reads from CI providers, but sent:\n${writes.join("\n")}`);
}

/** How many requests reached each provider, for people and for `--json`. */
export function countByProvider(requests: readonly ProviderRequest[]): Partial<Record<LabProvider, number>> {
  const counts: Partial<Record<LabProvider, number>> = {};
  for (const { provider } of requests) counts[provider] = (counts[provider] ?? 0) + 1;
  return counts;
}
