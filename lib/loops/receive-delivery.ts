import type { Context } from "@/lib/context";
import { acceptDelivery, type NewDelivery } from "@/lib/db/deliveries";
import { deliveryBytesMax, signatureHolds } from "@/lib/github/webhooks/signature";

export interface ReceivedDelivery {
  event: string | null;
  deliveryId: string | null;
  signature: string | null;
  body: Uint8Array;
}

/** The only answers a webhook gets. `accepted` and `duplicate` mean: it is a row, nothing of it is lost. */
export type DeliveryAnswer =
  | { kind: "accepted"; id: string }
  | { kind: "duplicate" }
  | { kind: "bad_request"; reason: string }
  | { kind: "forged"; reason: string };

/**
 * Takes in one GitHub delivery: signature over the raw bytes first, then one row, then the event. If the event is lost
 * the row is not: the reconciler finds it.
 */
export async function receiveDelivery(ctx: Context, received: ReceivedDelivery): Promise<DeliveryAnswer> {
  if (received.body.byteLength > deliveryBytesMax)
    return { kind: "bad_request", reason: "The delivery is larger than GitHub ever sends." };
  const app = await ctx.appInForce();
  if (!signatureHolds(received.body, received.signature, app?.webhookSecrets ?? []))
    return {
      kind: "forged",
      reason: "The signature does not match. Is the webhook secret the one of the GitHub App?",
    };
  const { event, deliveryId } = received;
  if (
    event === null ||
    deliveryId === null ||
    !/^[\w-]{1,100}$/.test(deliveryId) ||
    !/^\w{1,60}$/.test(event)
  )
    return {
      kind: "bad_request",
      reason: "The headers X-GitHub-Event and X-GitHub-Delivery are missing or malformed.",
    };

  const payload = parseJsonObject(received.body);
  if (payload === null) return { kind: "bad_request", reason: "The body is not a JSON object." };
  return storeDelivery(ctx, {
    provider: "github",
    deliveryId,
    event,
    action: typeof payload.action === "string" ? payload.action.slice(0, 100) : null,
    installationId: installationIdOf(payload),
    payload,
  });
}

/** A delivery that is believed: one row, then its event. */
export async function storeDelivery(ctx: Context, delivery: NewDelivery): Promise<DeliveryAnswer> {
  const row = await acceptDelivery(ctx.db, delivery);
  if (row === null) return { kind: "duplicate" };
  await ctx
    .send([{ name: "delivery/accepted", data: { deliveryId: row.id }, id: `delivery:${row.id}` }])
    .catch((error: unknown) =>
      ctx.log.warn({ deliveryId: row.id, error }, "delivery stored, its event was not sent"),
    );
  return { kind: "accepted", id: row.id };
}

/** The body as a JSON object, null for anything else. */
export function parseJsonObject(body: Uint8Array): Record<string, unknown> | null {
  try {
    // PostgreSQL cannot store U+0000 in JSON; GitHub never sends it, so such a body is not GitHub's form.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed) || text.includes("\\u0000"))
      return null;
    return wellFormed(parsed) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/**
 * The same with U+FFFD for each half of a character, which PostgreSQL cannot store either. Text that was cut between the
 * two halves of an emoji is no reason to lose a delivery.
 */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return Buffer.from(value).toString();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [Buffer.from(key).toString(), wellFormed(inner)]),
  );
}

function installationIdOf(payload: Record<string, unknown>): bigint | null {
  const { installation } = payload;
  if (typeof installation !== "object" || installation === null || !("id" in installation)) return null;
  return typeof installation.id === "number" && Number.isSafeInteger(installation.id)
    ? BigInt(installation.id)
    : null;
}
