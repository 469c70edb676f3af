import { createVault } from "@/lib/vault";
import type { SecretKey } from "@/lib/vault/types";

/** A key whose bytes follow from its name, so that two vaults of one test open each other's envelopes. */
export function someKey(id: string): SecretKey {
  return { id, bytes: Buffer.alloc(32, id) };
}

export function someVault() {
  return createVault([someKey("test")]);
}
