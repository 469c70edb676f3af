import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadEnv } from "@/lib/env";
import { ensureKeys } from "@/lib/standalone/launcher/keys";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "regreen-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("generated keys", () => {
  it("are made once, stay, and are readable by their owner alone", () => {
    const keys = ensureKeys(folder);
    expect(ensureKeys(folder)).toEqual(keys);
    expect(statSync(join(folder, "keys.json")).mode & 0o777).toBe(0o600);
  });

  it("hold a key for stored secrets that the settings accept", () => {
    const { secretKeys } = ensureKeys(folder);
    expect(loadEnv({ REGREEN_SECRET_KEYS: secretKeys }).secretKeys?.[0].bytes.length).toBe(32);
  });

  it("gain what an older version did not make, and lose nothing", () => {
    const older = { authSecret: "a", eventKey: "b", signingKey: "c" };
    writeFileSync(join(folder, "keys.json"), JSON.stringify(older));
    const keys = ensureKeys(folder);
    expect(keys).toEqual({ ...older, secretKeys: expect.stringMatching(/^[0-9a-f]{8}:.{44}$/) });
    expect(JSON.parse(readFileSync(join(folder, "keys.json"), "utf8"))).toEqual(keys);
  });
});
