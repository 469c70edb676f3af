const LINES_MAX = 100_000;

/** The JSON value of a text, or the array of values where each line is one (JSON Lines); undefined if it is neither. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseLines(text);
  }
}

/** Tools that stream write one object a line; lines between that are no JSON are their chatter. */
function parseLines(text: string): unknown {
  const values: unknown[] = [];
  for (const line of text.split("\n", LINES_MAX)) {
    const trimmed = line.trim();
    if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) continue;
    try {
      values.push(JSON.parse(trimmed));
    } catch {
      if (values.length === 0) return undefined;
    }
  }
  return values.length > 0 ? values : undefined;
}
