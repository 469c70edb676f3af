import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Signs installation tokens and download links. Kept so that they outlive a restart. */
export function loadSecret(dataFolder: string): Uint8Array {
  return Buffer.from(
    keep(join(dataFolder, "secret"), () => randomBytes(32).toString("hex")),
    "hex",
  );
}

/** The RSA key of the app that the options describe: given, kept, or made now. */
export function loadAppKey(dataFolder: string, givenPem: string | undefined): string {
  return givenPem ?? keep(join(dataFolder, "app-key.pem"), makePrivateKey);
}

export function publicKeyOf(privateKeyPem: string): string {
  return createPublicKey(createPrivateKey(privateKeyPem)).export({ type: "spki", format: "pem" }).toString();
}

export function makePrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

function keep(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, "utf8");
}
