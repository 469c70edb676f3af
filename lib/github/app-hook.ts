import type { ListedDelivery } from "@/lib/domain/setup/facts";
import { type GitHubClient, httpStatus } from "./client";

/** Where GitHub delivers the app's events to; null where the app has no hook. */
export async function hookAddress(github: GitHubClient): Promise<string | null> {
  const octokit = await github.app();
  try {
    const { data } = await octokit.rest.apps.getWebhookConfigForApp();
    return data.url || null;
  } catch (error) {
    // GitHub answers this for an app that was made without a hook, or whose hook was switched off.
    if (httpStatus(error) === 404) return null;
    throw error;
  }
}

export type HookAnswer = { kind: "pointed" } | { kind: "no_hook" } | { kind: "refused"; message: string };

/**
 * Lets GitHub deliver to this address, signed with this secret. The API changes a hook and does not make one: for an app
 * without a hook a person has to switch it on first.
 * https://docs.github.com/rest/apps/webhooks#update-a-webhook-configuration-for-an-app
 */
export async function pointHook(github: GitHubClient, url: string, secret: string): Promise<HookAnswer> {
  const octokit = await github.app();
  try {
    // As `data`, because Octokit takes a parameter of the name `url` for the address of the request itself.
    const data = { url, secret, content_type: "json", insecure_ssl: "0" };
    await octokit.request("PATCH /app/hook/config", { data });
    return { kind: "pointed" };
  } catch (error) {
    if (httpStatus(error) === 404) return { kind: "no_hook" };
    if (httpStatus(error) === 422) return { kind: "refused", message: (error as Error).message };
    throw error;
  }
}

/** The newest deliveries, newest first. */
export async function listNewestDeliveries(github: GitHubClient, max: number): Promise<ListedDelivery[]> {
  const octokit = await github.app();
  const { data } = await octokit.rest.apps.listWebhookDeliveries({ per_page: max });
  return data.map((delivery) => ({
    id: delivery.id,
    event: delivery.event,
    action: delivery.action,
    at: new Date(delivery.delivered_at),
    statusCode: delivery.status_code,
    status: delivery.status,
    redelivery: delivery.redelivery,
  }));
}

/** Asks GitHub to send a delivery again, under the id that it had. */
export async function sendDeliveryAgain(github: GitHubClient, deliveryId: number): Promise<void> {
  const octokit = await github.app();
  await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: deliveryId });
}
