import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LabKeys } from "./world";

/** The app's RSA key (given, kept, or made now) and the lab's own secret. Kept so that tokens outlive a restart. */
export function loadKeys(dataFolder: string, givenPem: string | undefined): LabKeys {
  const appPrivateKeyPem = givenPem ?? keep(join(dataFolder, "app-key.pem"), makePrivateKey);
  const secret = keep(join(dataFolder, "secret"), () => randomBytes(32).toString("hex"));
  return {
    appPrivateKeyPem,
    appPublicKeyPem: createPublicKey(createPrivateKey(appPrivateKeyPem))
      .export({ type: "spki", format: "pem" })
      .toString(),
    secret: Buffer.from(secret, "hex"),
  };
}

function makePrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function keep(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, "utf8");
}
