import type { TokenConnections } from "@/lib/provider-api/token-access";
import { type BuildkiteServer, createBuildkite } from "./buildkite";
import { createCircleCi } from "./circleci";
import type { CircleCiConnections } from "./circleci/access";
import { createGitHubActions } from "./github-actions";
import { createGitHubChecks } from "./github-checks";
import type { OctokitFor } from "./octokit";
import type { CiProvider } from "./types";
import { createVercel, type VercelServer } from "./vercel";

/** What providers need of the world: clients, addresses, and how they come to their tokens. */
export interface CiAccess {
  octokitFor: OctokitFor;
  /** The number of our own GitHub App, whose checks are no failures. */
  appId: () => Promise<number>;
  servers: { buildkite: BuildkiteServer; vercel: VercelServer };
  circleCi: CircleCiConnections;
  connectionsOf: (provider: string) => TokenConnections;
  now: () => Date;
}

/** Every provider, in one literal table. Adding one adds a folder and a line here. */
export function createCiProviders(access: CiAccess) {
  return {
    "github-actions": createGitHubActions(access.octokitFor),
    circleci: createCircleCi(access.circleCi, access.now),
    buildkite: createBuildkite(access.servers.buildkite, access.connectionsOf("buildkite")),
    vercel: createVercel(access.servers.vercel, access.connectionsOf("vercel")),
    "github-checks": createGitHubChecks(access.octokitFor, access.appId),
  } satisfies Record<string, CiProvider>;
}

export type CiProviders = ReturnType<typeof createCiProviders>;

/** The provider of a stored row. An unknown name is a defect, so it throws. */
export function ciProvider(providers: CiProviders, id: string): CiProvider {
  const provider = Object.entries(providers).find(([name]) => name === id)?.[1];
  if (provider === undefined)
    throw new Error(`Unknown CI provider "${id}". Known: ${Object.keys(providers).join(", ")}.`);
  return provider;
}
