import { createHmac, randomBytes } from "node:crypto";
import { isSameSecret, readSignedNote, writeSignedNote } from "./signed-note";

/** A person who showed the setup token may go on for this long in the same browser. */
export const setupSessionMinutes = 60;

/** GitHub lets the manifest flow take one hour. */
const stateMinutes = 60;

/**
 * The word that opens setup while nobody can sign in. It follows from AUTH_SECRET, so that every process of an installation
 * expects the same one. It opens nothing while an organization is connected, and should all of them go, the next
 * generation has another one.
 */
export function setupToken(authSecret: string, generation: number): string {
  return createHmac("sha256", authSecret).update(`regreen setup token ${generation}`).digest("base64url");
}

export function isSetupToken(authSecret: string, generation: number, given: string): boolean {
  return isSameSecret(given.trim(), setupToken(authSecret, generation));
}

/** What the browser keeps after the token was shown. */
export function newSetupSession(authSecret: string, now: Date): string {
  const session = randomBytes(16).toString("base64url");
  return writeSignedNote(authSecret, "setup session", `${session} ${expiry(now, setupSessionMinutes)}`);
}

/** The id of a session that still holds; null otherwise. */
export function readSetupSession(authSecret: string, cookie: string, now: Date): string | null {
  return unexpired(readSignedNote(authSecret, "setup session", cookie), now);
}

/** The `state` that GitHub carries to its pages and back: it says which browser began this. */
export function newManifestState(authSecret: string, browser: string, now: Date): string {
  return writeSignedNote(authSecret, "manifest state", `${browser} ${expiry(now, stateMinutes)}`);
}

export function isManifestState(authSecret: string, state: string, browser: string, now: Date): boolean {
  return unexpired(readSignedNote(authSecret, "manifest state", state), now) === browser;
}

function expiry(now: Date, minutes: number): number {
  return now.getTime() + minutes * 60_000;
}

function unexpired(text: string | null, now: Date): string | null {
  const [id = "", expires = ""] = text?.split(" ") ?? [];
  return id !== "" && Number(expires) > now.getTime() ? id : null;
}
