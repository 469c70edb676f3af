const SHOWN_LENGTH_MAX = 600;
const SHOWN_END_LENGTH = 150;

/** A line as it is shown: a long one keeps its beginning and its end. */
export function shorten(text: string): string {
  if (text.length <= SHOWN_LENGTH_MAX) return text;
  return `${text.slice(0, SHOWN_LENGTH_MAX - SHOWN_END_LENGTH)} … ${text.slice(-SHOWN_END_LENGTH)}`;
}
