import { createHmac, timingSafeEqual } from "node:crypto";

export const deliveryBytesMax = 25 * 1024 * 1024;

/**
 * True when one of the secrets signed exactly these bytes. Two secrets are accepted while one replaces the other.
 * https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function signatureHolds(
  body: Uint8Array,
  signature: string | null,
  secrets: readonly string[],
): boolean {
  if (signature === null || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature.slice("sha256=".length), "hex");
  let holds = false;
  for (const secret of secrets) {
    if (secret === "") continue;
    const wanted = createHmac("sha256", secret).update(body).digest();
    holds = timingSafeEqual(given, wanted) || holds;
  }
  return holds;
}
