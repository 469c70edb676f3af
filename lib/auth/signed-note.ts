import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * A short text that we hand out and take back only as we wrote it: `text.signature`. The purpose is signed with it, so
 * that a note made for one thing is worth nothing for another.
 */
export function writeSignedNote(secret: string, purpose: string, text: string): string {
  return `${Buffer.from(text).toString("base64url")}.${signature(secret, purpose, text)}`;
}

/** The text of a note; null for what was not written here for this purpose. */
export function readSignedNote(secret: string, purpose: string, note: string): string | null {
  const [encoded = "", given = ""] = note.split(".");
  const text = Buffer.from(encoded, "base64url").toString();
  return isSameSecret(given, signature(secret, purpose, text)) ? text : null;
}

/** Compares in a time that tells nothing about where two texts begin to differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac("sha256", "compare").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function signature(secret: string, purpose: string, text: string): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify([purpose, text]))
    .digest("base64url");
}
