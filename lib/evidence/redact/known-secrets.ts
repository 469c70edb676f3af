/** Shorter values would hide half of every log ("true", "1234"). */
const SECRET_LENGTH_MIN = 6;

/** Finds exact values, also in base64, URL and hex form, and across a line break. */
export class KnownSecrets {
  private readonly forms: string[];

  constructor(secrets: readonly string[]) {
    const forms = secrets.filter((secret) => secret.trim().length >= SECRET_LENGTH_MIN).flatMap(formsOf);
    this.forms = [...new Set(forms)].sort((a, b) => b.length - a.length);
  }

  /** Where they stand in the text: sorted, not overlapping. A line feed inside a value is ignored. */
  ranges(text: string): [number, number][] {
    if (this.forms.length === 0) return [];
    const { joined, places } = withoutLineFeeds(text);
    const found: [number, number][] = [];
    for (const form of this.forms) {
      for (let at = joined.indexOf(form); at >= 0; at = joined.indexOf(form, at + form.length)) {
        found.push([placeOf(places, at), placeOf(places, at + form.length - 1) + 1]);
      }
    }
    return disjoint(found);
  }
}

/** The value itself and how tools commonly print it. Base64 depends on the offset of the value in what was encoded. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const shifted = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const start = offset === 0 ? 0 : offset + 1;
    const end = (offset + bytes.length) % 3 === 0 ? encoded.length : encoded.length - 1;
    return encoded.slice(start, end);
  });
  const hex = bytes.toString("hex");
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encodeURIComponent(secret),
    escaped,
    hex,
    hex.toUpperCase(),
    ...shifted,
    ...shifted.map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
  ].filter((form) => form.length >= SECRET_LENGTH_MIN);
}

/** The text on one line, and the positions of its line feeds as places in that line. */
function withoutLineFeeds(text: string): { joined: string; places: number[] } {
  const places: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) places.push(at - places.length);
  return { joined: text.replaceAll("\n", ""), places };
}

/** Index in the text of an index in the joined line: plus the line feeds before it. */
function placeOf(feeds: readonly number[], index: number): number {
  let low = 0;
  let high = feeds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((feeds[middle] ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return index + low;
}

function disjoint(ranges: [number, number][]): [number, number][] {
  ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const kept: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = kept.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else kept.push([from, to]);
  }
  return kept;
}
