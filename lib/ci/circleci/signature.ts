import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * True when the secret signed exactly these bytes. Of a header like `v1=…,v2=…` only `v1` is looked at, as CircleCI asks,
 * so that a weaker version can never be chosen by the sender.
 * https://circleci.com/docs/guides/integration/outbound-webhooks/
 */
export function circleCiSignatureHolds(body: Uint8Array, header: string | null, secret: string): boolean {
  if (header === null || header.length > 1_000 || secret === "") return false;
  const versions = header.split(",").map((part) => part.trim());
  const ones = versions.filter((part) => part.startsWith("v1="));
  const [one = ""] = ones;
  if (ones.length !== 1 || !/^v1=[0-9a-f]{64}$/.test(one)) return false;
  const given = Buffer.from(one.slice("v1=".length), "hex");
  return timingSafeEqual(given, createHmac("sha256", secret).update(body).digest());
}
