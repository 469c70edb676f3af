const begin = "-----BEGIN ";
const end = "-----END ";
const KEY_CHARACTERS_MAX = 20_000;

/** The bodies of PEM private keys, from behind the first line to the last; one that is cut off hides what is left of it. */
export function privateKeyRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  let at = text.indexOf(begin);
  while (at >= 0) {
    const headEnd = text.indexOf("-----", at + begin.length);
    const head = headEnd < 0 ? "" : text.slice(at, headEnd);
    if (head.length > 0 && head.length < 80 && head.includes("PRIVATE KEY")) {
      const found = text.indexOf(end, headEnd);
      const to =
        found < 0 || found - headEnd > KEY_CHARACTERS_MAX
          ? Math.min(text.length, headEnd + 5 + KEY_CHARACTERS_MAX)
          : found;
      ranges.push([headEnd + 5, to]);
      at = text.indexOf(begin, to);
    } else {
      at = text.indexOf(begin, at + begin.length);
    }
  }
  return ranges;
}
