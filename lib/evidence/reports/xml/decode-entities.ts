import { ReportRefused } from "../refused";

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const REFERENCE = /&(?:#(?:x([0-9a-fA-F]{1,8})|(\d{1,10}))|([A-Za-z]{2,8}));|&/g;

/** Replaces the five predefined entities and numeric references. Any other `&` is malformed: nothing is ever expanded. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (reference, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined && Object.hasOwn(NAMED, name)) return NAMED[name] ?? "";
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
    if (Number.isNaN(code) || code > 0x10ffff) {
      throw new ReportRefused("MALFORMED", `"${reference}" is no entity that XML knows by itself.`);
    }
    return String.fromCodePoint(code);
  });
}
