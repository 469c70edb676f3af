/** `1.5`, `1,234.5`, `0,5`: seconds as report writers of all locales print them. Null if it is no number. */
export function parseSeconds(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!text.includes(",")) return finite(Number.parseFloat(text));
  const digits = text.trim();
  const decimalComma = !digits.includes(".") && /^\d+,\d+$/.test(digits) && !/,\d{3}$/.test(digits);
  return finite(Number.parseFloat(decimalComma ? digits.replace(",", ".") : digits.replaceAll(",", "")));
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

/** `00:00:01.5` or `1.02:03:04`: a .NET time span in seconds. Null if it is none. */
export function parseTimeSpan(text: string | undefined): number | null {
  const match = /^(?:(\d{1,9})\.)?(\d{1,2}):(\d{1,2}):(\d{1,2}(?:\.\d{1,9})?)$/.exec(text?.trim() ?? "");
  if (!match) return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}

/** A line number, or null for what is none (0 and below included). */
export function parseLine(text: string | undefined): number | null {
  const line = Number.parseInt(text ?? "", 10);
  return line > 0 ? line : null;
}
