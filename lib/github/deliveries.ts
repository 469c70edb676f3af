import type { GitHubClient } from "./client";

/** One attempt of GitHub's to deliver a webhook. Attempts of one delivery share its `guid`. */
export interface DeliveryAttempt {
  id: bigint;
  guid: string;
  event: string;
  arrived: boolean;
}

const pagesMax = 10;

/**
 * Attempts after the one that was seen last, oldest first; the newest hundred where none was seen. GitHub keeps them for
 * three days and sends none again by itself. https://docs.github.com/rest/apps/webhooks
 */
export async function listDeliveryAttempts(
  github: GitHubClient,
  afterId: bigint | null,
): Promise<DeliveryAttempt[]> {
  const octokit = await github.app();
  const found: DeliveryAttempt[] = [];
  const pages = octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, { per_page: 100 });
  let pagesRead = 0;
  for await (const { data } of pages) {
    pagesRead += 1;
    // Octokit reads numbers beyond 2^53 as bigint, whatever its types say.
    for (const attempt of data) {
      const id = BigInt(attempt.id);
      if (afterId !== null && id <= afterId) return found.reverse();
      const arrived = attempt.status_code >= 200 && attempt.status_code < 300;
      found.push({ id, guid: attempt.guid, event: attempt.event, arrived });
    }
    if (afterId === null || pagesRead === pagesMax) break;
  }
  return found.reverse();
}

/** Asks GitHub to send a delivery again, under the same guid. */
export async function redeliver(github: GitHubClient, attemptId: bigint): Promise<void> {
  const octokit = await github.app();
  await octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", {
    delivery_id: String(attemptId) as unknown as number,
  });
}
