import { createGitHubActions } from "./github-actions";
import type { OctokitFor } from "./github-actions/client";
import type { CiProvider } from "./types";

/** Every provider, in one literal table. Adding one adds a folder and a line here. */
export function createCiProviders(access: { octokitFor: OctokitFor }) {
  return {
    "github-actions": createGitHubActions(access.octokitFor),
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
