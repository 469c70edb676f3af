import type { Octokit } from "octokit";
import { readAtMost } from "@/lib/provider-api/read-at-most";
import type { CiRepository } from "../types";

/** How this provider reaches GitHub: with the app's own access, handed in, never looked up. */
export type OctokitFor = (installationId: bigint) => Promise<Octokit>;

export function place(repository: CiRepository) {
  return { owner: repository.owner, repo: repository.name };
}

/** HTTP status of an Octokit error, null for anything else. */
export function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("status" in error)) return null;
  return typeof error.status === "number" ? error.status : null;
}

/** Downloads what an API answer redirects to, at most `bytesMax`. Links are valid for one minute. */
export async function download(
  octokit: Octokit,
  route: string,
  parameters: Record<string, unknown>,
  bytesMax: number,
): Promise<Uint8Array> {
  const response = await octokit.request(route, {
    ...parameters,
    request: { parseSuccessResponseBody: false },
  });
  const stream = response.data as unknown;
  if (!(stream instanceof ReadableStream)) throw new Error("GitHub answered a download without a body");
  return readAtMost(stream as ReadableStream<Uint8Array>, bytesMax);
}
