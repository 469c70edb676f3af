/** The SDK writes durations as `1w2d3h4m5s` and moments as ISO text; both arrive in the same field. */

const unitMs: Record<string, number> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
};

/** Milliseconds of a duration such as `1h30m`. Throws on anything else. */
export function durationMs(text: string): number {
  if (!/^(\d+[wdhms])+$/.test(text)) throw new Error(`"${text}" is no duration such as 30s, 10m or 1h30m.`);
  let total = 0;
  for (const part of text.split(/(?<=[wdhms])/)) {
    total += Number.parseInt(part, 10) * (unitMs[part.at(-1) ?? ""] ?? 0);
  }
  return total;
}

/** The moment that a duration from now, or an ISO date, names. Throws on anything else. */
export function momentOf(text: string, now: Date): Date {
  if (text === "") return now;
  const date = /^\d{4}-/.test(text) ? new Date(text) : new Date(now.getTime() + durationMs(text));
  if (Number.isNaN(date.getTime())) throw new Error(`"${text}" is neither a duration nor a date.`);
  return date;
}
