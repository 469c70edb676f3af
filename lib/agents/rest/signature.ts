import { createHmac, timingSafeEqual } from "node:crypto";

/** The header by which an agent signs the answer that it sends to us. */
export const signatureHeader = "x-regreen-signature-256";

/** `sha256=` and the hex HMAC of the raw body with the run's token. */
export function signAnswer(body: string | Uint8Array, token: string): string {
  return `sha256=${createHmac("sha256", token).update(body).digest("hex")}`;
}

export function answerSignatureHolds(body: Uint8Array, header: string | null, token: string): boolean {
  if (header === null || !/^sha256=[0-9a-f]{64}$/.test(header)) return false;
  return timingSafeEqual(Buffer.from(header), Buffer.from(signAnswer(body, token)));
}
