import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson, isBearerOf, isSignedBy, sign } from "@/lib/standalone/engine/signatures";

const key = "signkey-test-00ff";
const now = Date.parse("2026-01-01T00:00:00Z");

describe("signatures", () => {
  it("are accepted for the same text and key within five minutes, and else not", () => {
    const header = sign("text", key, now);
    expect(isSignedBy(header, "text", key, now + 299_000)).toBe(true);
    expect(isSignedBy(header, "text", key, now + 301_000)).toBe(false);
    expect(isSignedBy(header, "other", key, now)).toBe(false);
    expect(isSignedBy(header, "text", "signkey-test-00fe", now)).toBe(false);
    expect(isSignedBy(undefined, "text", key, now)).toBe(false);
    expect(isSignedBy("t=NaN&s=", "text", key, now)).toBe(false);
  });

  it("take the hash of the key, not the key, as bearer token", () => {
    const hash = createHash("sha256").update(Buffer.from("00ff", "hex")).digest("hex");
    expect(isBearerOf(`Bearer signkey-test-${hash}`, key)).toBe(true);
    expect(isBearerOf(`Bearer ${hash}`, key)).toBe(false);
    expect(isBearerOf(`Bearer ${key}`, key)).toBe(false);
  });

  it("are made over JSON with sorted keys and nothing else", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "\u2028" }], a: undefined, A: 1e21 })).toBe(
      `{"A":1e+21,"b":[1,{"c":"\u2028","d":null}]}`,
    );
  });
});
