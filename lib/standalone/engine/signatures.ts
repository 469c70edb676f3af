import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * How the engine and the app know each other. Both directions are signed, as in Inngest's cloud mode: dev mode checks
 * nothing, so that anyone who reaches the app's port could run a step.
 *
 * The scheme is the SDK's published one (https://github.com/inngest/inngest/blob/main/docs/SDK_SPEC.md): requests
 * and answers carry `x-inngest-signature: t=<unix seconds>&s=<hex>`, an HMAC-SHA256 over the canonical JSON body followed by
 * t; calls from the SDK to the engine carry the hash of the signing key as bearer token.
 */

export const signatureHeader = "x-inngest-signature";
const windowMs = 5 * 60_000;

/** JSON with sorted keys and no spaces (RFC 8785), which is what the SDK signs after parsing a body. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
}

/** The header value for this exact text, which must be canonical JSON where the SDK is the reader. */
export function sign(text: string, signingKey: string, now = Date.now()): string {
  const seconds = Math.round(now / 1_000).toString();
  return `t=${seconds}&s=${mac(text, seconds, signingKey)}`;
}

/** True if the header signs this text with our key and is not older than five minutes. */
export function isSignedBy(
  header: string | undefined,
  text: string,
  signingKey: string,
  now = Date.now(),
): boolean {
  const fields = new URLSearchParams(header ?? "");
  const seconds = fields.get("t") ?? "";
  const signature = fields.get("s") ?? "";
  if (!/^\d+$/.test(seconds) || Math.abs(now - Number(seconds) * 1_000) > windowMs) return false;
  return sameText(signature, mac(text, seconds, signingKey));
}

/** True if the header is `Bearer <prefix><sha256 of the key's bytes>`, as the SDK derives it from the same key. */
export function isBearerOf(header: string | undefined, signingKey: string): boolean {
  const prefix = signingKey.match(/^signkey-\w+-/)?.[0] ?? "";
  const hash = createHash("sha256")
    .update(Buffer.from(bareKey(signingKey), "hex"))
    .digest("hex");
  return sameText(header ?? "", `Bearer ${prefix}${hash}`);
}

/** Compares without telling by its duration where the texts differ. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function mac(text: string, seconds: string, signingKey: string): string {
  return createHmac("sha256", bareKey(signingKey)).update(text).update(seconds).digest("hex");
}

function bareKey(signingKey: string): string {
  return signingKey.replace(/^signkey-\w+-/, "");
}
