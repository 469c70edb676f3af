import { createCipheriv, createDecipheriv, type Decipher, hkdfSync, randomBytes } from "node:crypto";
import { ivBytes, readEnvelope, tagBytes, writeEnvelope } from "./envelope";
import { type SecretKey, type SecretPlace, SecretRefusedError, type Vault } from "./types";

const cipher = "aes-256-gcm";

/**
 * Seals and opens secrets with AES-256-GCM. Each organization has keys of its own, derived from the ring; the place of the
 * value and the key's id are authenticated with it, so that no row's secret opens in another row.
 *
 * @param ring the first key seals, all of them open
 * @param onOpened hears every secret that was opened, so that the log can keep it out of its lines
 */
export function createVault(
  ring: readonly [SecretKey, ...SecretKey[]],
  onOpened: (plaintext: string) => void = () => {},
): Vault {
  const [newest] = ring;

  return {
    seal(plaintext, place) {
      const iv = randomBytes(ivBytes);
      const sealing = createCipheriv(cipher, organizationKey(newest, place), iv, { authTagLength: tagBytes });
      sealing.setAAD(associatedData(place, newest.id));
      const ciphertext = Buffer.concat([sealing.update(plaintext, "utf8"), sealing.final()]);
      return writeEnvelope({ keyId: newest.id, iv, tag: sealing.getAuthTag(), ciphertext });
    },

    open(text, place) {
      const { keyId, iv, tag, ciphertext } = readEnvelope(text);
      const key = ring.find(({ id }) => id === keyId);
      if (key === undefined)
        throw new SecretRefusedError(
          `A secret in ${place.table} was sealed with the key "${keyId}", which REGREEN_SECRET_KEYS does not have. Add that key behind the others, or enter the secret anew.`,
        );
      const opening = createDecipheriv(cipher, organizationKey(key, place), iv, { authTagLength: tagBytes });
      opening.setAAD(associatedData(place, keyId));
      opening.setAuthTag(tag);
      const plaintext = finish(opening, ciphertext, place);
      onOpened(plaintext);
      return plaintext;
    },

    isSealedByNewestKey: (text) => readEnvelope(text).keyId === newest.id,
  };
}

function finish(opening: Decipher, ciphertext: Buffer, { table }: SecretPlace): string {
  try {
    return Buffer.concat([opening.update(ciphertext), opening.final()]).toString("utf8");
  } catch {
    throw new SecretRefusedError(
      `A secret in ${table} was not sealed for this row, or was changed since. Enter it anew.`,
    );
  }
}

function organizationKey(key: SecretKey, { organizationId }: SecretPlace): Buffer {
  return Buffer.from(hkdfSync("sha256", key.bytes, "", `regreen v1 organization ${organizationId}`, 32));
}

/** As a JSON list, because joined by a separator two different places could read the same. */
function associatedData({ table, column, organizationId, rowId }: SecretPlace, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(["v1", table, column, organizationId, rowId, keyId]));
}
