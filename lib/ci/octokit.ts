import type { Octokit } from "octokit";
import type { CiRepository } from "./types";

/** How a provider reaches GitHub: with the app's own access, handed in, never looked up. */
export type OctokitFor = (installationId: bigint) => Promise<Octokit>;

export function place(repository: CiRepository) {
  return { owner: repository.owner, repo: repository.name };
}

/** HTTP status of an Octokit error, null for anything else. */
export function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("status" in error)) return null;
  return typeof error.status === "number" ? error.status : null;
}
