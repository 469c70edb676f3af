import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createVault } from "@/lib/vault";
import { type SecretPlace, SecretRefusedError } from "@/lib/vault/types";
import { someKey, someVault } from "@/tests/support/vault";

const place: SecretPlace = {
  table: "Connection",
  column: "tokenSealed",
  organizationId: "organization-1",
  rowId: "row-1",
};
const token = "CCIPAT_not-a-real-token-ünïcode-🔑";

describe("the vault", () => {
  it("opens what it sealed, in the same place", () => {
    const vault = someVault();
    for (const text of [token, "", "x".repeat(100_000)])
      expect(vault.open(vault.seal(text, place), place)).toBe(text);
  });

  it("never writes the same envelope twice, and nothing of the secret into it", () => {
    const vault = someVault();
    const envelopes = Array.from({ length: 100 }, () => vault.seal(token, place));
    expect(new Set(envelopes.map((envelope) => envelope.split(".")[2])).size).toBe(100);
    for (const envelope of envelopes) {
      expect(envelope).toMatch(/^v1\.test\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
      expect(envelope).not.toContain("CCIPAT");
      expect(envelope).not.toContain(Buffer.from(token).toString("base64url").slice(0, 12));
    }
  });

  it.each([
    ["another row", { rowId: "row-2" }],
    ["another organization", { organizationId: "organization-2" }],
    ["another column", { column: "webhookSecretSealed" }],
    ["another table", { table: "GitHubApp" }],
    ["places that would read the same when joined", { table: "Connection|tokenSealed", column: "" }],
  ])("refuses an envelope that was moved to %s", (_name, elsewhere) => {
    const vault = someVault();
    const envelope = vault.seal(token, place);
    expect(() => vault.open(envelope, { ...place, ...elsewhere })).toThrow(SecretRefusedError);
  });

  it("refuses an envelope with any character changed, removed or added", () => {
    const vault = someVault();
    const envelope = vault.seal(token, place);
    for (let at = 0; at < envelope.length; at += 1) {
      const [before, after] = [envelope.slice(0, at), envelope.slice(at + 1)];
      for (const instead of ["A", "B", "-", ".", "=", "", "AA"]) {
        const changed = before + instead + after;
        if (changed !== envelope)
          expect(() => vault.open(changed, place), changed).toThrow(SecretRefusedError);
      }
    }
  });

  it("refuses an envelope with any bit of iv, tag or text changed", () => {
    const vault = someVault();
    const parts = vault.seal(token, place).split(".");
    for (const part of [2, 3, 4]) {
      const bytes = Buffer.from(parts[part] ?? "", "base64url");
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const envelope = parts.with(part, changed.toString("base64url")).join(".");
        expect(() => vault.open(envelope, place)).toThrow(SecretRefusedError);
      }
    }
  });

  it("refuses a shortened tag, which the cipher itself would accept", () => {
    const vault = someVault();
    const parts = vault.seal(token, place).split(".");
    for (const bytes of [15, 12, 8, 4, 0]) {
      const tag = Buffer.from(parts[3] ?? "", "base64url")
        .subarray(0, bytes)
        .toString("base64url");
      expect(() => vault.open(parts.with(3, tag).join("."), place)).toThrow(/does not have the form/);
    }
  });

  it("refuses an envelope of the same key made for no place at all", () => {
    const iv = Buffer.alloc(12);
    const cipher = createCipheriv("aes-256-gcm", someKey("test").bytes, iv, { authTagLength: 16 });
    const text = Buffer.concat([cipher.update(token), cipher.final()]).toString("base64url");
    const envelope = [
      "v1.test",
      iv.toString("base64url"),
      cipher.getAuthTag().toString("base64url"),
      text,
    ].join(".");
    expect(() => someVault().open(envelope, place)).toThrow(SecretRefusedError);
  });

  it("names the key that is missing from the ring, and says where to add it", () => {
    const envelope = createVault([someKey("old")]).seal(token, place);
    expect(() => someVault().open(envelope, place)).toThrow(/"old", which REGREEN_SECRET_KEYS does not have/);
  });

  it("refuses a key of the same name with other bytes", () => {
    const envelope = createVault([{ id: "test", bytes: Buffer.alloc(32, "other") }]).seal(token, place);
    expect(() => someVault().open(envelope, place)).toThrow(/was not sealed for this row/);
  });

  it("seals with the first key of the ring and opens with every one", () => {
    const before = createVault([someKey("old")]);
    const after = createVault([someKey("new"), someKey("old")]);
    const old = before.seal(token, place);
    expect(after.open(old, place)).toBe(token);
    expect(after.isSealedByNewestKey(old)).toBe(false);
    expect(after.isSealedByNewestKey(after.seal(token, place))).toBe(true);
  });

  it("says nothing of the secret when it refuses", () => {
    const vault = someVault();
    const envelope = vault.seal(token, place);
    try {
      vault.open(envelope, { ...place, rowId: "row-2" });
      expect.unreachable();
    } catch (error) {
      const said = `${(error as Error).message} ${(error as Error).stack} ${JSON.stringify(error)}`;
      expect(said).not.toContain(token);
      expect(said).not.toContain(envelope);
    }
  });
});
