import { randomBytes } from "node:crypto";

/** A key for the ring, `id:base64`. Its name tells two keys apart and says nothing about them. */
export function newSecretKey(): string {
  return `${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}`;
}
