import { ReportRefused } from "../refused";

const DECLARED_ENCODING = /^<\?xml[^>]{0,100}?encoding=["']([A-Za-z0-9._-]{1,40})["']/;

/** Text of bytes by byte-order mark, else by the look of the first characters, else by the XML declaration, else UTF-8. */
export function decodeBytes(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding !== "utf-8") return decoder(encoding).decode(bytes);
  // Several times faster than a TextDecoder, but it leaves the byte-order mark in.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function encodingOf(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0x3c && second === 0) return "utf-16le";
  if (first === 0 && second === 0x3c) return "utf-16be";
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString("latin1");
  const declared = DECLARED_ENCODING.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
  // A file that says UTF-16 in single bytes was converted later and its declaration forgotten.
  return /^utf-?(?:8|16)/.test(declared) ? "utf-8" : declared;
}

function decoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new ReportRefused("MALFORMED", `The encoding "${encoding}" is unknown. Write the report in UTF-8.`);
  }
}
