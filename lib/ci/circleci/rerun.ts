import type { CircleCiServer } from "./access";
import { CircleCiError, explainStatus } from "./error";

const requestTimeoutMs = 30_000;

/**
 * The one thing that Regreen may ask CircleCI to do, apart from everything that reads: it exists only where an organization
 * gave a token for it.
 */
export interface CircleCiRerun {
  /** Runs the failed jobs of a workflow again. False where CircleCI refuses. */
  fromFailed(workflowId: string): Promise<boolean>;
}

export function createCircleCiRerun(server: CircleCiServer, token: string): CircleCiRerun {
  return {
    async fromFailed(workflowId) {
      const id = encodeURIComponent(workflowId);
      // v3 ignores v2's name for the flag without a word, and would run everything.
      const [path, body] =
        server.api === "v3"
          ? [`/api/v3/workflows/${id}/rerun`, { is_from_failed: true }]
          : [`/api/v2/workflow/${id}/rerun`, { from_failed: true }];
      const response = await fetch(`${server.url}${path}`, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(requestTimeoutMs),
        headers: {
          authorization: `Bearer ${token}`,
          "circle-token": token,
          "content-type": "application/json",
        },
        body: JSON.stringify(body),
      });
      await response.body?.cancel();
      if (response.ok) return true;
      if (response.status === 429 || response.status >= 500)
        throw new CircleCiError(explainStatus(response.status), response.status);
      return false;
    },
  };
}
