import type { Octokit } from "octokit";
import { readAtMost } from "@/lib/provider-api/read-at-most";

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
