import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { newSecretKey } from "../vault/new-secret-key";

const keysSchema = z.object({
  authSecret: z.string(),
  eventKey: z.string(),
  signingKey: z.string(),
  secretKeys: z.string().default(newSecretKey),
});

/** What nobody has configured: made at the first start and kept, so that sessions and waiting runs survive the next. */
export type GeneratedKeys = z.infer<typeof keysSchema>;

/** The keys of a data folder, readable by its owner alone. Kinds of keys that an older version did not have are added. */
export function ensureKeys(dataDir: string): GeneratedKeys {
  const file = join(dataDir, "keys.json");
  const kept = existsSync(file) ? readFileSync(file, "utf8") : null;
  const keys = keysSchema.parse(kept === null ? newKeys() : JSON.parse(kept));
  const text = JSON.stringify(keys);
  if (text === kept) return keys;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.draft`, text, { mode: 0o600 });
  renameSync(`${file}.draft`, file);
  return keys;
}

function newKeys(): Omit<GeneratedKeys, "secretKeys"> {
  return {
    authSecret: randomBytes(32).toString("base64url"),
    eventKey: randomBytes(24).toString("hex"),
    signingKey: `signkey-regreen-${randomBytes(32).toString("hex")}`,
  };
}
