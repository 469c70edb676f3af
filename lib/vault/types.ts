/** Where a sealed value stands. It opens there and nowhere else: not in another row, column or organization. */
export interface SecretPlace {
  table: string;
  column: string;
  /** `wholeInstallation` for what belongs to no organization. */
  organizationId: string;
  rowId: string;
}

/** The organization of secrets that this installation has for all: no organization's id is ever this word. */
export const wholeInstallation = "installation";

export interface Vault {
  /** The value as text for the database, `v1.<key>.<iv>.<tag>.<ciphertext>`, sealed with the newest key. */
  seal(plaintext: string, place: SecretPlace): string;
  /**
   * What `seal` was given.
   *
   * @throws SecretRefusedError for anything that was not sealed for exactly this place by a key of the ring
   */
  open(envelope: string, place: SecretPlace): string;
  /** False for an envelope that should be sealed anew, because an older key did it. */
  isSealedByNewestKey(envelope: string): boolean;
}

/** One key of the ring, as `REGREEN_SECRET_KEYS` names it. */
export interface SecretKey {
  id: string;
  /** 32 bytes. */
  bytes: Buffer;
}

/** What came is not what was sealed here. Says why and what to do; never a part of the secret. */
export class SecretRefusedError extends Error {
  override readonly name = "SecretRefusedError";
}
