import { charCodeAt } from "./char-code-at";

const LENGTH_MAX = 400;
const FNV_PRIME = 0x01000193;
const ZERO = 48;

/**
 * What a character does to the hash, by its code and, from 128 on, by its code inside a number: `added` goes in, `factor` is
 * 1 for what is left out. Tables, because half of all branches here would be guessed wrong.
 */
const added = new Uint8Array(256);
const factor = new Int32Array(256);
const staysInNumber = new Uint8Array(256);

for (let code = 0; code < 128; code++) {
  const isDigit = code >= 48 && code <= 57;
  const isHexLetter = (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
  const isBlank = code === 32 || code === 9;
  put(code, isDigit ? ZERO : isBlank ? null : code, isDigit);
  put(code + 128, isDigit || isHexLetter || isBlank ? null : code, isDigit || isHexLetter);
}

function put(index: number, value: number | null, isNumber: boolean): void {
  added[index] = value ?? 0;
  factor[index] = value === null ? 1 : FNV_PRIME;
  staysInNumber[index] = isNumber ? 128 : 0;
}

/**
 * A line without what differs from run to run: numbers, hashes, blanks. Two lines of one template are the same message.
 * As a small number, so that many can be remembered.
 */
export function templateOf(text: string): number {
  const length = Math.min(text.length, LENGTH_MAX);
  let hash = 0x811c9dc5;
  let inNumber = 0;
  for (let i = 0; i < length; i++) {
    const code = charCodeAt(text, i);
    if (code > 127) {
      inNumber = 0;
      hash = Math.imul(hash ^ code, FNV_PRIME);
      continue;
    }
    const index = code | inNumber;
    hash = Math.imul(hash ^ (added[index] as number), factor[index] as number);
    inNumber = staysInNumber[index] as number;
  }
  return hash >>> 0;
}
