import { type DestinationStream, destination as fileDestination, type Logger, pino } from "pino";
import type { Env } from "./env";
import { KnownSecrets } from "./known-secrets";
import { visibleText } from "./visible-text";

export type Log = Logger;

const redacted = "[redacted]";

/** Names of fields that hold secrets, at the top and one and two levels down. */
const secretFields = [
  "authorization",
  "cookie",
  "password",
  "secret",
  "token",
  "apiKey",
  "privateKey",
  "clientSecret",
  "webhookSecret",
  "signingKey",
  "eventKey",
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Tokens by their own look, wherever they stand: GitHub, CircleCI, Inngest, common model providers, bearer headers,
 * passwords in addresses, PEM keys.
 */
const secretPatterns = [
  /\bgh[pousr]_[A-Za-z0-9]{16,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bCCI(?:PAT|PRJ)_[\w-]{16,}/g,
  /\bsignkey-\w+-[0-9a-f]{16,}/g,
  /\bsk-[\w-]{16,}/g,
  /\beyJ(?:(?!eyJ)[\w-]){8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
  /\b(?<=[Bb]earer )[\w.~+/=-]{8,}/g,
  /(?<=:\/\/[^\s:/@"]{1,100}:)[^\s@/"]{1,200}(?=@)/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-[^-]+)*-----END [A-Z ]*PRIVATE KEY-----/g,
];

/**
 * The log of one process: a JSON object per line, on standard error unless told otherwise.
 *
 * Whatever a caller passes, known secrets and whatever looks like one are cut out, and characters that a terminal or a
 * CI runner would obey are escaped, both in the finished line: nothing can be forgotten on the way.
 *
 * @param secrets exact values that must not appear: those of `secretsOf(env)`, and what becomes known later
 */
export function createLog(input: {
  level: Env["logLevel"];
  secrets?: KnownSecrets;
  destination?: DestinationStream;
}): Log {
  const target = input.destination ?? fileDestination({ dest: 2, sync: true });
  const secrets = input.secrets ?? new KnownSecrets();
  const sink = { write: (line: string) => target.write(`${visibleText(redact(line.trimEnd(), secrets))}\n`) };
  return pino(
    {
      level: input.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretFields, censor: redacted },
    },
    sink,
  );
}

function redact(line: string, secrets: KnownSecrets): string {
  let clean = secrets.cutFrom(line, redacted);
  for (const pattern of secretPatterns) clean = clean.replace(pattern, redacted);
  return clean;
}
