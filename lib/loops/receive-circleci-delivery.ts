import { circleCiProviders } from "@/lib/ci/circleci/connection";
import { CircleCiSettings } from "@/lib/ci/circleci/settings";
import { circleCiSignatureHolds } from "@/lib/ci/circleci/signature";
import { readNotice } from "@/lib/ci/circleci/webhook";
import { openConnectionSecret } from "@/lib/connection-secrets";
import type { Context } from "@/lib/context";
import { connectionOfWebhook, markConnectionHeard } from "@/lib/db/connections";
import { type DeliveryAnswer, parseJsonObject, storeDelivery } from "./receive-delivery";

export const circleCiBytesMax = 2 * 1024 * 1024;

/** `heard` asked for nothing, as the reason says. `refused` is signed well and speaks of what its sender has no say in. */
export type CircleCiAnswer =
  | DeliveryAnswer
  | { kind: "heard"; reason: string }
  | { kind: "refused"; reason: string };

export interface ReceivedCircleCiDelivery {
  /** From the address that the webhook was sent to. */
  connectionId: string;
  signature: string | null;
  body: Uint8Array;
}

/**
 * Takes in one CircleCI webhook. Its address names the connection, the connection's own secret has to have signed the raw
 * bytes, and project and organization in the body have to be ones that this connection watches: a secret of one organization
 * moves nothing of another's.
 */
export async function receiveCircleCiDelivery(
  ctx: Context,
  received: ReceivedCircleCiDelivery,
): Promise<CircleCiAnswer> {
  if (received.body.byteLength > circleCiBytesMax)
    return { kind: "bad_request", reason: "The webhook is larger than CircleCI ever sends." };
  const connection = await connectionOfWebhook(ctx.db, circleCiProviders.reading, received.connectionId);
  const secret = connection === null ? null : openConnectionSecret(ctx.vault, connection, "webhookSecret");
  if (
    connection === null ||
    secret === null ||
    !circleCiSignatureHolds(received.body, received.signature, secret)
  )
    return {
      kind: "forged",
      reason: "The signature does not match. Is the webhook's secret the one of this address?",
    };

  const payload = parseJsonObject(received.body);
  if (payload === null) return { kind: "bad_request", reason: "The body is not a JSON object." };
  const read = readNotice(payload);
  if (read.kind === "unusable")
    return { kind: "bad_request", reason: `The body is not in CircleCI's form: ${read.reason}` };
  const { organizationId, id: connectionId } = connection;
  if (read.kind === "notice") {
    const { notice } = read;
    const watched = CircleCiSettings.parse(connection.settings).projects.some(
      (project) => project.id === notice.projectId && project.organizationId === notice.organizationId,
    );
    if (!watched) return { kind: "refused", reason: "This connection does not watch that project." };
  }
  await markConnectionHeard(ctx.db, organizationId, connectionId, ctx.now());
  if (read.kind === "ping") return { kind: "heard", reason: "A test asks for nothing." };
  if (read.kind === "unknown")
    return { kind: "heard", reason: `CircleCI's event "${read.type}" is not known here.` };
  return storeDelivery(ctx, {
    provider: circleCiProviders.reading,
    // With the connection, so that nobody can use up the ids of others.
    deliveryId: `${connectionId}:${read.notice.id}`,
    event: read.notice.type,
    action: null,
    installationId: null,
    payload: { connectionId, organizationId, notice: read.notice },
  });
}
