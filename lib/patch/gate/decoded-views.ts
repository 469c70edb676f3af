import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** A text as it reads when one encoding is undone, and the line of the original where the encoded part begins. */
export interface DecodedView {
  encoding: string;
  text: string;
  /** From 1. */
  line: number;
}

const textCharactersMax = 512 * 1024;
const viewsMax = 2_000;
const decodedBytesMax = 64 * 1024;
/** Base64 of hex of base64: whoever goes deeper hides something that a reader sees to be hidden. */
const depthMax = 3;

type Decoder = (encoded: string) => string | null;

interface Encoding {
  name: string;
  /** Linear: one run of an alphabet, nothing nested. */
  run?: RegExp;
  /** Instead of a run: every line that has this is decoded as a whole. */
  mark?: RegExp;
  decode: Decoder;
}

/** UTF-16 written by Windows tools has a NUL beside each ASCII character, on the one side or the other. */
function bytesText(bytes: Buffer): string {
  const head = bytes.subarray(0, decodedBytesMax);
  return head.includes(0) ? head.toString("latin1").replaceAll("\0", "") : head.toString("utf8");
}

function inflated(bytes: Buffer): Buffer | null {
  const options = { maxOutputLength: decodedBytesMax };
  for (const inflate of [gunzipSync, inflateSync, inflateRawSync]) {
    try {
      return inflate(bytes, options);
    } catch {
      // Not this form, or larger than anything that hides a token.
    }
  }
  return null;
}

function codesText(codes: readonly number[]): string | null {
  return codes.every((code) => code > 0 && code < 0x11_00_00) ? String.fromCodePoint(...codes) : null;
}

function numbersIn(run: string): number[] {
  return run.split(/[,;\s]/).flatMap((word) => (word === "" ? [] : [Number(word)]));
}

function base32Bytes(encoded: string): Buffer {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const character of encoded.toUpperCase()) {
    held = ((held << 5) | alphabet.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}

function base64Bytes(encoded: string): Buffer {
  return Buffer.from(encoded.replace(/\s+/g, ""), "base64");
}

const encodings: readonly Encoding[] = [
  {
    name: "base64",
    run: /[A-Za-z0-9+/_-]{16,}(?:\n[A-Za-z0-9+/_-]{4,})*={0,2}/g,
    decode: (run) => bytesText(base64Bytes(run)),
  },
  {
    name: "compressed base64",
    run: /[A-Za-z0-9+/_-]{16,}(?:\n[A-Za-z0-9+/_-]{4,})*={0,2}/g,
    decode: (run) => {
      const bytes = inflated(base64Bytes(run));
      return bytes === null ? null : bytesText(bytes);
    },
  },
  {
    name: "base32",
    run: /[A-Z2-7]{24,}={0,6}|[a-z2-7]{24,}={0,6}/g,
    decode: (run) => bytesText(base32Bytes(run.replaceAll("=", ""))),
  },
  {
    name: "hexadecimal",
    run: /[0-9A-Fa-fx\\:, ]{24,}/g,
    decode: (run) => {
      const digits = run.replace(/0x|\\x|[^0-9A-Fa-f]/g, "");
      const straight = bytesText(Buffer.from(digits, "hex"));
      // A word before it may end in hexadecimal digits and shift the pairs by one.
      return isReadable(straight) ? straight : bytesText(Buffer.from(digits.slice(1), "hex"));
    },
  },
  {
    name: "percent or quoted-printable",
    mark: /[%=][0-9A-Fa-f]{2}[%=][0-9A-Fa-f]{2}/,
    decode: (line) =>
      line.replace(/[%=]([0-9A-Fa-f]{2})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
  },
  {
    name: "escape sequences",
    mark: /\\(?:u|x[0-9A-Fa-f]|[0-7]{3})/,
    decode: (line) =>
      line.replace(
        /\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\([0-7]{3})/g,
        (_, braced?: string, four?: string, two?: string, octal?: string) =>
          codesText([Number.parseInt(braced ?? four ?? two ?? octal ?? "", octal === undefined ? 16 : 8)]) ??
          "",
      ),
  },
  {
    name: "character references",
    mark: /&#(?:x[0-9A-Fa-f]|\d)/,
    decode: (line) =>
      line.replace(
        /&#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}));?/g,
        (_, hex?: string, decimal?: string) =>
          codesText([hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)]) ?? "",
      ),
  },
  {
    name: "character codes",
    run: /[0-9,;\s]{35,}/g,
    decode: (run) => codesText(numbersIn(run)),
  },
  {
    name: "hexadecimal character codes",
    run: /[0-9A-Fa-fx,;\s]{50,}/g,
    decode: (run) => codesText(numbersIn(run)),
  },
  {
    name: "binary digits",
    run: /[01,;\s]{90,}/g,
    decode: (run) => codesText((run.match(/[01]{8}/g) ?? []).map((bits) => Number.parseInt(bits, 2))),
  },
];

const rotated: Decoder = (text) =>
  text.replace(/[A-Za-z]/g, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

/** `"ab" + "cd"`, `["a", "b"].join("")`, `'a' . 'b'`, `"a" "b"`, and the same over line ends, read as one string. */
function joinedLiterals(text: string): string {
  return text.replace(/["'`]\s{0,40}(?:[+.,&~]|\|\||<<|\.\.|\\)?\s{0,40}["'`]/g, "");
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

function isReadable(text: string): boolean {
  if (text.length < 8) return false;
  const plain = text.match(/[\t\n\r -~]/g)?.length ?? 0;
  return plain >= text.length * 0.8;
}

function* encodedParts(text: string, { run, mark }: Encoding): Generator<{ part: string; line: number }> {
  if (run) for (const match of text.matchAll(run)) yield { part: match[0], line: lineAt(text, match.index) };
  if (mark)
    for (const [index, line] of text.split("\n").entries())
      if (mark.test(line)) yield { part: line, line: index + 1 };
}

function* undone(text: string): Generator<DecodedView> {
  for (const encoding of encodings) {
    for (const { part, line } of encodedParts(text, encoding)) {
      const decoded = encoding.decode(part);
      if (decoded !== null && isReadable(decoded)) yield { encoding: encoding.name, text: decoded, line };
    }
  }
}

/**
 * Other readings of a text: everything in it that looks encoded, decoded, up to three layers deep, and the whole with its
 * string pieces joined, turned round, and rotated by 13. For searching only; bounded in number and size.
 */
export function decodedViews(text: string): DecodedView[] {
  const whole = text.slice(0, textCharactersMax);
  const lines = whole.split("\n");
  const turned = lines.map((line) => [...line].reverse().join("")).join("\n");
  const views: DecodedView[] = [
    { encoding: "joined string pieces", text: joinedLiterals(whole), line: 1 },
    { encoding: "reversed text", text: turned, line: 1 },
    { encoding: "rotated letters (ROT13)", text: rotated(whole) ?? "", line: 1 },
  ];
  let layer: DecodedView[] = [
    { encoding: "", text: whole, line: 1 },
    { encoding: "joined string pieces", text: joinedLiterals(whole), line: 1 },
  ];
  for (let depth = 0; depth < depthMax; depth += 1) {
    const next: DecodedView[] = [];
    for (const outer of layer) {
      for (const view of undone(outer.text)) {
        if (views.length + next.length >= viewsMax) return [...views, ...next];
        next.push({
          text: view.text,
          encoding: outer.encoding === "" ? view.encoding : `${view.encoding} in ${outer.encoding}`,
          line: depth === 0 ? view.line : outer.line,
        });
      }
    }
    views.push(...next);
    layer = next;
  }
  return views;
}
