import { SecretRefusedError } from "./types";

/** The parts of `v1.<keyId>.<iv>.<tag>.<ciphertext>`. */
export interface Envelope {
  keyId: string;
  iv: Buffer;
  tag: Buffer;
  ciphertext: Buffer;
}

export const ivBytes = 12;
export const tagBytes = 16;

const form = /^v1\.([\w-]{1,32})\.([\w-]+)\.([\w-]+)\.([\w-]*)$/;

export function writeEnvelope({ keyId, iv, tag, ciphertext }: Envelope): string {
  return ["v1", keyId, ...[iv, tag, ciphertext].map((part) => part.toString("base64url"))].join(".");
}

/** @throws SecretRefusedError for text that `writeEnvelope` cannot have written */
export function readEnvelope(text: string): Envelope {
  const [, keyId, iv, tag, ciphertext] = form.exec(text) ?? [];
  if (keyId === undefined || iv === undefined || tag === undefined || ciphertext === undefined)
    throw malformed();
  const envelope = { keyId, iv: decode(iv), tag: decode(tag), ciphertext: decode(ciphertext) };
  // Node accepts GCM tags down to four bytes, and base64 has several spellings of the same bytes: only one is ours.
  const ours =
    envelope.iv.length === ivBytes && envelope.tag.length === tagBytes && writeEnvelope(envelope) === text;
  if (!ours) throw malformed();
  return envelope;
}

function decode(text: string): Buffer {
  return Buffer.from(text, "base64url");
}

function malformed(): SecretRefusedError {
  return new SecretRefusedError(
    "A stored secret does not have the form of a sealed value. The row was damaged or written by something else: enter the secret anew.",
  );
}
