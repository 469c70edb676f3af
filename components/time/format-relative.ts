const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const words = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "narrow" });

/** `now`, `12s ago`, `3min ago`, `in 50min`, `2d ago`; `from` and `now` are epoch milliseconds. */
export function formatRelative(from: number, now: number): string {
  const seconds = Math.round((from - now) / 1_000);
  if (Math.abs(seconds) < 5) return "now";
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(seconds, "second");
}

/** The exact moment, the same for every reader: `2026-11-21 03:41:01 UTC`. */
export function formatExact(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
