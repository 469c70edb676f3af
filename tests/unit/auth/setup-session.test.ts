import { describe, expect, it } from "vitest";
import {
  isManifestState,
  isSetupToken,
  newManifestState,
  newSetupSession,
  readSetupSession,
  setupToken,
} from "@/lib/auth/setup-session";

const secret = "a".repeat(32);
const now = new Date("2026-01-01T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe("the setup token", () => {
  it("is long, the same in every process, and another one for each secret and generation", () => {
    expect(setupToken(secret, 0)).toMatch(/^[\w-]{43}$/);
    expect(setupToken(secret, 0)).toBe(setupToken(secret, 0));
    expect(new Set([setupToken(secret, 0), setupToken(secret, 1), setupToken("b".repeat(32), 0)]).size).toBe(
      3,
    );
  });

  it("is accepted as it was printed, also with spaces around it from copying, and not otherwise", () => {
    const token = setupToken(secret, 0);
    expect(isSetupToken(secret, 0, ` ${token}\n`)).toBe(true);
    for (const wrong of ["", token.slice(1), `${token}x`, token.toUpperCase(), setupToken(secret, 1)])
      expect(isSetupToken(secret, 0, wrong), wrong).toBe(false);
  });
});

describe("a setup session", () => {
  it("holds for an hour in the browser that has it", () => {
    const cookie = newSetupSession(secret, now);
    expect(readSetupSession(secret, cookie, later(59))).toMatch(/^[\w-]{22}$/);
    expect(readSetupSession(secret, cookie, later(61))).toBeNull();
  });

  it("is worth nothing when changed, signed with another secret, or made for something else", () => {
    const cookie = newSetupSession(secret, now);
    const [text = "", mac = ""] = cookie.split(".");
    const longer = Buffer.from(`x ${later(600).getTime()}`).toString("base64url");
    for (const forged of ["", ".", text, `${longer}.${mac}`, `${text}.`, `${text}.${"A".repeat(43)}`])
      expect(readSetupSession(secret, forged, now), forged).toBeNull();
    expect(readSetupSession("b".repeat(32), cookie, now)).toBeNull();
    expect(readSetupSession(secret, newManifestState(secret, "browser", now), now)).toBeNull();
  });
});

describe("the manifest's state", () => {
  it("belongs to one browser, for an hour", () => {
    const state = newManifestState(secret, "browser-1", now);
    expect(isManifestState(secret, state, "browser-1", later(59))).toBe(true);
    expect(isManifestState(secret, state, "browser-2", now)).toBe(false);
    expect(isManifestState(secret, state, "browser-1", later(61))).toBe(false);
    expect(isManifestState(secret, `${state}x`, "browser-1", now)).toBe(false);
  });
});
