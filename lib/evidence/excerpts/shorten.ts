const SHOWN_LENGTH_MAX = 600;
const SHOWN_END_LENGTH = 150;

/** A line as it is shown: a long one keeps its beginning and its end. */
export function shorten(text: string): string {
  if (text.length <= SHOWN_LENGTH_MAX) return text;
  return `${text.slice(0, SHOWN_LENGTH_MAX - SHOWN_END_LENGTH)} … ${text.slice(-SHOWN_END_LENGTH)}`;
}

/** Shortens every line of a text. */
export function shortenLines(text: string): string {
  return hasLongLine(text) ? text.split("\n").map(shorten).join("\n") : text;
}

function hasLongLine(text: string): boolean {
  let start = 0;
  while (text.length - start > SHOWN_LENGTH_MAX) {
    const end = text.indexOf("\n", start);
    if (end < 0 || end - start > SHOWN_LENGTH_MAX) return true;
    start = end + 1;
  }
  return false;
}
