/**
 * A line without what differs from run to run: numbers, hashes, quoted values. Two lines of one template are the same
 * message. As a small number, so that many can be remembered.
 */
export function templateOf(text: string): number {
  let hash = 0x811c9dc5;
  let inNumber = false;
  for (let i = 0; i < text.length && i < 400; i++) {
    const code = text.charCodeAt(i);
    const isDigit = code >= 48 && code <= 57;
    if (isDigit && inNumber) continue;
    inNumber = isDigit || (inNumber && isHexLetter(code));
    if (inNumber && !isDigit) continue;
    if (code === 32 || code === 9) continue;
    hash = Math.imul(hash ^ (isDigit ? 48 : code), 0x01000193);
  }
  return hash >>> 0;
}

function isHexLetter(code: number): boolean {
  return (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}
