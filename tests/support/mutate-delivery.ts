import { createHmac } from "node:crypto";

/** One delivery as it goes over the wire; `genuine` when the secret signed exactly these bytes. */
export interface WireDelivery {
  how: string;
  headers: Record<string, string>;
  body: Uint8Array;
  genuine: boolean;
}

export interface Example {
  event: string;
  payload: unknown;
}

/** Numbers from 0 to 1 that the same seed gives again (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const strangeValues: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  2 ** 53,
  0.5,
  "",
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "x".repeat(70_000),
  "../../etc/passwd",
  '\'; DROP TABLE "Delivery"; --',
  "\u202e\u200b\u001b[2J",
  "$" + "{jndi:ldap://127.0.0.1}",
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: { polluted: true }, constructor: 1 },
];

/** The same payload with one to four values, somewhere in it, exchanged, dropped or wrapped. */
function mutateValues(payload: unknown, random: () => number): unknown {
  const copy = structuredClone(payload);
  for (let change = 0; change < 1 + random() * 4; change += 1) {
    let holder = copy as Record<string, unknown>;
    for (let depth = 0; depth < 6; depth += 1) {
      const keys = Object.keys(holder);
      const key = keys[Math.floor(random() * keys.length)];
      if (key === undefined) break;
      const value = holder[key];
      if (typeof value === "object" && value !== null && random() < 0.7) {
        holder = value as Record<string, unknown>;
        continue;
      }
      if (random() < 0.2) delete holder[key];
      // A copy, since a later change may go into what an earlier one put there.
      else holder[key] = structuredClone(strangeValues[Math.floor(random() * strangeValues.length)]);
      break;
    }
  }
  return copy;
}

function mutateBytes(body: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * body.length);
  const kind = random();
  if (kind < 0.3) return body.slice(0, at);
  if (kind < 0.5) return Buffer.concat([body.slice(0, at), Buffer.from([0xff, 0xfe, 0xc0]), body.slice(at)]);
  if (kind < 0.6) return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
  if (kind < 0.7) return Buffer.from(Buffer.from(body).toString("utf8"), "utf16le");
  if (kind < 0.8) return Buffer.concat([body, body]);
  const changed = Uint8Array.from(body);
  for (let flips = 0; flips < 1 + random() * 5; flips += 1)
    changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
  return changed;
}

function wrongSignature(
  { prefix, otherPrefix }: WireForm,
  body: Uint8Array,
  secret: string,
  random: () => number,
): string | null {
  const digest = (bytes: Uint8Array, key: string, algorithm = "sha256") =>
    createHmac(algorithm, key).update(bytes).digest("hex");
  const right = `${prefix}${digest(body, secret)}`;
  const choices: (string | null)[] = [
    null,
    "",
    prefix,
    right.slice(0, -1),
    `${right}0`,
    right.toUpperCase(),
    right.replace(prefix, otherPrefix),
    right.replace(prefix, ""),
    `${otherPrefix}${digest(body, secret, "sha1")}`,
    `${prefix}${digest(body, `${secret} `)}`,
    `${prefix}${digest(body, "")}`,
    `${prefix}${digest(Buffer.concat([body, Buffer.from("\n")]), secret)}`,
    `${prefix}${"0".repeat(64)}`,
    `${prefix}${"z".repeat(64)}`,
  ];
  return choices[Math.floor(random() * choices.length)] ?? null;
}

/** How a sender puts a delivery on the wire. */
export interface WireForm {
  signatureHeader: string;
  /** Before the digest of the body. */
  prefix: string;
  /** Of another way of signing, which nobody may trust. */
  otherPrefix: string;
  headers(event: string, id: string): Record<string, string>;
  /** Changes a header that is not signed. */
  breakHeaders(headers: Record<string, string>, random: () => number): void;
}

export const githubForm: WireForm = {
  signatureHeader: "x-hub-signature-256",
  prefix: "sha256=",
  otherPrefix: "sha1=",
  headers: (event, id) => ({
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": id,
  }),
  breakHeaders(headers, random) {
    if (random() < 0.3)
      headers["x-github-event"] = ["push", "no such", "", "e".repeat(300)][Math.floor(random() * 4)] ?? "";
  },
};

export const circleCiForm: WireForm = {
  signatureHeader: "circleci-signature",
  prefix: "v1=",
  otherPrefix: "v2=",
  headers: (event) => ({ "content-type": "application/json", "circleci-event-type": event }),
  breakHeaders(headers, random) {
    if (random() < 0.3) headers["circleci-event-type"] = random() < 0.5 ? "" : "no such";
  },
};

export function signed(form: WireForm, body: Uint8Array, secret: string): Record<string, string> {
  const digest = createHmac("sha256", secret).update(body).digest("hex");
  return { [form.signatureHeader]: `${form.prefix}${digest}` };
}

/** One mutated delivery: its values, bytes, size, headers or signature; what was changed is in `how`. */
export function mutateDelivery(
  form: WireForm,
  example: Example,
  id: string,
  secret: string,
  random: () => number,
): WireDelivery {
  const kind = random();
  const payload = kind < 0.55 ? mutateValues(example.payload, random) : example.payload;
  const text = Buffer.from(JSON.stringify(payload));
  const headers = form.headers(example.event, id);
  const genuinely = (body: Uint8Array) => ({ ...headers, ...signed(form, body, secret) });
  if (kind < 0.55) {
    form.breakHeaders(headers, random);
    return { how: "values", headers: genuinely(text), body: text, genuine: true };
  }
  const body = kind < 0.85 ? mutateBytes(text, random) : text;
  if (kind < 0.75) return { how: "bytes", headers: genuinely(body), body, genuine: true };
  if (kind < 0.85) {
    const genuine = Buffer.from(body).equals(text);
    return { how: "bytes after signing", headers: genuinely(text), body, genuine };
  }
  const signature = wrongSignature(form, text, secret, random);
  const given = signature === null ? {} : { [form.signatureHeader]: signature };
  return { how: "signature", headers: { ...headers, ...given }, body: text, genuine: false };
}
