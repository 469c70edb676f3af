import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const keysSchema = z.object({ authSecret: z.string(), eventKey: z.string(), signingKey: z.string() });

/** What nobody has configured: made at the first start and kept, so that sessions and waiting runs survive the next. */
export type GeneratedKeys = z.infer<typeof keysSchema>;

export function ensureKeys(dataDir: string): GeneratedKeys {
  const file = join(dataDir, "keys.json");
  if (existsSync(file)) return keysSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const keys: GeneratedKeys = {
    authSecret: randomBytes(32).toString("base64url"),
    eventKey: randomBytes(24).toString("hex"),
    signingKey: `signkey-regreen-${randomBytes(32).toString("hex")}`,
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.draft`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.draft`, file);
  return keys;
}
