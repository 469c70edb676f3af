// How much a value resembles a secret, judged by the value alone. The name beside it decides how much is asked.

const PLACEHOLDER_WORDS = new Set(
  (
    "secret password passwd token string null nil none undefined true false yes no required optional empty unset " +
    "hidden masked redacted filtered removed changeme example placeholder default value key invalid missing expired"
  ).split(" "),
);

/** `***`, `[redacted]`, `$TOKEN`, `${{ secrets.X }}`, `<password>`, `xxxx`, `%s`, `None`: it stands for a value. */
export function isPlaceholder(value: string): boolean {
  if (value.includes("***") || value.includes("[redacted]") || value.includes("...")) return true;
  if (/^(?:\$[A-Za-z_{(]|%[A-Za-z({]|[<{[(]|#\{|\\\$|`|@[A-Za-z]+@)/.test(value)) return true;
  if (/^([^A-Za-z0-9]|[xX0])\1*$/.test(value)) return true;
  return PLACEHOLDER_WORDS.has(value.toLowerCase());
}

/** Shannon entropy of the characters, in bits a character. */
export function entropyBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

const PATH_OR_URL = /^(?:\.{0,2}\/|~\/|[A-Za-z]:[\\/]|[a-z]+:\/\/)/;
const NUMBER_OR_VERSION = /^v?\d+(?:[.,:]\d+)*[A-Za-z%]?$/;
const CODE = /[()[\]{}<>]|^[A-Za-z_]\w*(?:(?:\.|::|->)[A-Za-z_]\w*)+$/;

/** Could somebody have typed or generated this as a credential? Letters with digits or punctuation, no code, no path. */
export function isLiteralCredential(value: string): boolean {
  if (value.length < 4 || isPlaceholder(value)) return false;
  if (CODE.test(value) || PATH_OR_URL.test(value) || NUMBER_OR_VERSION.test(value)) return false;
  return /[A-Za-z]/.test(value) && /[0-9!@#$%^&*+~]/.test(value);
}

/** Was this generated? Eight characters or more, letters and digits, and no ordinary words, code, paths, versions. */
export function isRandomLooking(value: string): boolean {
  if (value.length < 8 || !isLiteralCredential(value) || !/\d/.test(value)) return false;
  if (!/^[A-Za-z0-9+/=_\-.~:!@#$%^&*]+$/.test(value)) return false;
  return entropyBits(value) >= 2.8;
}

const DIGEST_OR_UUID =
  /^(?:(?:sha\d+|md5)[-:].+|[0-9a-f]+|[0-9A-F]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** Random beyond doubt, for names that say little: twenty characters or more of mixed kinds that are no digest and no UUID. */
export function isKeyMaterial(value: string): boolean {
  if (value.length < 20 || DIGEST_OR_UUID.test(value) || !isRandomLooking(value)) return false;
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && !/[.:]/.test(value) && entropyBits(value) >= 3.7;
}
