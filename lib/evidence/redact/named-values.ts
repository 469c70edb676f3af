// Values that are secret because of the name before them: `X_PASSWORD=…`, `"apiKey": "…"`, `--token …`,
// `Authorization: Bearer …`, `?access_token=…`, `https://user:password@host`.
//
// A pattern finds the name and the separator only; where the value ends is scanned by hand. A pattern for the value
// too would have to cross unbounded text from every name, which is what makes such rules quadratic.

import type { Rule } from "./rule";
import { isKeyMaterial, isLiteralCredential, isPlaceholder, isRandomLooking } from "./secret-likeness";
import type { TextRange } from "./text-range";

type FindValue = (text: string, lead: RegExpExecArray, runs: Runs) => TextRange | null;

/** Ends of runs already measured: a second name inside the same run costs nothing more. */
class Runs {
  private readonly known = new Map<string, { from: number; end: number }>();

  constructor(private readonly text: string) {}

  /** Where the run that begins at `from` meets one of `stops`, a line end, or the end of the text. */
  end(from: number, stops: string): number {
    const last = this.known.get(stops);
    if (last && from >= last.from && from <= last.end) return last.end;
    let end = from;
    while (end < this.text.length) {
      const character = this.text.charAt(end);
      if (character === "\n" || stops.includes(character)) break;
      end++;
    }
    this.known.set(stops, { from, end });
    return end;
  }
}

const BLANKS = " \t";
const WORD_STOPS = " \t\"'`,;)}]<>|&";
const QUERY_STOPS = " \t\"'`<>&#;)]}|,";
const TOKEN_STOPS = " \t\"'`,;)}]<>|&\\";
/** A longer value is judged by its beginning: thousands of names may share one endless run. */
const JUDGED_CHARACTERS_MAX = 512;
const AUTHORITY_CHARACTERS_MAX = 600;

const SECRET_NAME =
  /(?:password|passwd|passphrase|passcode|[_-]pass|pwd|(?<!hashed[_-])secret|(?<!publickey)token|credentials?|[_-](?:jwt|pat)|secret[_-]?key[_-]?base|(?:api|app|access|account|admin|auth|client|consumer|deploy|encryption|license|master|private|secret|security|service|session|shared|signing|ssh|storage|subscription|webhook)[_-]?key)(?:[_-]?\d{1,3})?["'\]]{0,2}[ \t]{0,2}(?:=>|:=|==|[=:])[ \t]{0,2}/gi;

const OPTION_NAME =
  /--(?:[a-z0-9]{1,20}-){0,3}(?:password|passwd|passphrase|token|secret|api-?key|access-key|secret-key|private-key)[ \t]{1,3}/gi;

const KEY_NAME = /[A-Z0-9]_KEY["']?(?:=|: )/g;
const UNTELLING_KEY = /(?:CACHE|PUBLIC|PRIMARY|FOREIGN|SORT|HASH|PARTITION|HOST|RESTORE)$/;

const HEADER =
  /\b(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token|x-vault-token|x-goog-api-key|x-access-token|private-token|job-token|circle-token|apikey)["']?[ \t]{0,2}[:=][ \t]{0,2}["']?/gi;
const SCHEME = /(?:bearer|basic|token|digest|negotiate|apikey|aws4-hmac-sha256)[ \t]{1,3}/iy;

const BEARER = /\bbearer[ \t]{1,3}/gi;

const QUERY =
  /[?&;](?:access_token|refresh_token|id_token|token|auth|api_?key|key|sig|signature|secret|client_secret|password|pwd|private_token|job_token|circle-token|x-amz-signature|x-amz-security-token|x-amz-credential|x-goog-signature|x-goog-credential)=/gi;

const URL_USER = /:\/\/(?=[^\s/"'<>@]{1,512}@)/g;
const USER_OPTION = /[ \t](?:-u|--user)[ =]["']?/g;
const COMMAND_CHARACTERS_MAX = 400;

const KEY_OWNERS =
  "api app access account admin auth client consumer deploy encryption license master private secret security service " +
  "session shared signing ssh storage subscription webhook";
const keys = KEY_OWNERS.split(" ").flatMap((owner) => [`${owner}key`, `${owner}_key`, `${owner}-key`]);
const passwords = ["password", "passwd", "passphrase"];

/** Values that a name gives away. Those that are masked or only stand for a value are left alone. */
export const namedValues: readonly Rule[] = [
  named(SECRET_NAME, assignedValue, [
    ...passwords,
    ...["passcode", "_pass", "-pass", "pwd", "secret", "token", "credential", "_jwt", "-jwt", "_pat", "-pat"],
    ...keys,
  ]),
  named(
    OPTION_NAME,
    (text, lead, runs) => accepted(quotedOrWord(text, leadEnd(lead), runs), text, isOptionValue),
    [...passwords, "token", "secret", "api-key", "apikey", "access-key", "secret-key", "private-key"].flatMap(
      (name) => [`${name} `, `${name}\t`],
    ),
  ),
  named(KEY_NAME, keyValue, ["_key"]),
  named(HEADER, headerValue, [
    ...["authorization", "cookie", "x-api-key", "x-auth-token", "x-vault-token", "x-goog-api-key"],
    ...["x-access-token", "private-token", "job-token", "circle-token", "apikey"],
  ]),
  named(BEARER, (text, lead, runs) => accepted(until(leadEnd(lead), TOKEN_STOPS, runs), text, isBearer), [
    "bearer ",
    "bearer\t",
  ]),
  named(QUERY, queryValue, [
    ...["token=", "auth=", "key=", "sig=", "signature=", "secret=", "password=", "pwd=", "credential="],
  ]),
  named(URL_USER, urlPassword, ["://"]),
  named(USER_OPTION, curlPassword, [" -u ", " -u=", "\t-u ", "\t-u=", "--user ", "--user="]),
];

function named(name: RegExp, find: FindValue, leads: readonly string[]): Rule {
  return { leads, scope: "line", find: (text) => findValues(text, name, find) };
}

function findValues(text: string, name: RegExp, find: FindValue): TextRange[] {
  const found: TextRange[] = [];
  const runs = new Runs(text);
  name.lastIndex = 0;
  for (let match = name.exec(text); match; match = name.exec(text)) {
    const range = find(text, match, runs);
    if (!range) continue;
    found.push(range);
    name.lastIndex = Math.max(range.end, leadEnd(match));
  }
  return found;
}

function leadEnd(lead: RegExpExecArray): number {
  return lead.index + lead[0].length;
}

function until(start: number, stops: string, runs: Runs): TextRange {
  return { start, end: runs.end(start, stops) };
}

function accepted(range: TextRange, text: string, accepts: (value: string) => boolean): TextRange | null {
  const end = Math.min(range.end, range.start + JUDGED_CHARACTERS_MAX);
  return accepts(text.slice(range.start, end)) ? range : null;
}

function quotedOrWord(text: string, start: number, runs: Runs): TextRange {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'" || quote === "`") return until(start + 1, quote, runs);
  return until(start, WORD_STOPS, runs);
}

/** The strictness depends on how the assignment is written: `NAME=value` of a shell is data, `name = value` may be code. */
function assignedValue(text: string, lead: RegExpExecArray, runs: Runs): TextRange | null {
  const start = leadEnd(lead);
  const quote = text.charAt(start);
  const name = lead[0].replace(/["'\]]{0,2}[ \t]{0,2}[=:>]{1,2}[ \t]{0,2}$/, "");
  const isPassword = /pass|pwd|secret(?:_?\d*)?$|credential/i.test(name);
  if (quote === '"' || quote === "'" || quote === "`") {
    const range = until(start + 1, quote, runs);
    return accepted(range, text, isPassword ? isQuotedPassword : isRandomLooking);
  }
  const isEnvironment = name === name.toUpperCase() && /=$|: $/.test(lead[0]) && !lead[0].endsWith("==");
  if (isEnvironment && isPassword) return accepted(until(start, BLANKS, runs), text, isShellPassword);
  if (isEnvironment) return accepted(until(start, `${BLANKS}"'`, runs), text, isRandomLooking);
  return accepted(until(start, WORD_STOPS, runs), text, isPassword ? isLiteralCredential : isRandomLooking);
}

function isQuotedPassword(value: string): boolean {
  return (
    value.length >= 4 &&
    value.length <= 512 &&
    !/\s/.test(value) &&
    !isPlaceholder(value) &&
    !/[(){}]/.test(value)
  );
}

function isShellPassword(value: string): boolean {
  return value.length >= 3 && !isPlaceholder(value) && !/^(?:\/|~\/|\.{1,2}\/|[A-Za-z]:\\)/.test(value);
}

function isOptionValue(value: string): boolean {
  return !value.startsWith("-") && isLiteralCredential(value);
}

function isBearer(value: string): boolean {
  return value.length >= 16 && isRandomLooking(value);
}

function keyValue(text: string, lead: RegExpExecArray, runs: Runs): TextRange | null {
  const nameStart = Math.max(0, lead.index - 12);
  if (UNTELLING_KEY.test(text.slice(nameStart, lead.index + 1))) return null;
  return accepted(quotedOrWord(text, leadEnd(lead), runs), text, isKeyMaterial);
}

function headerValue(text: string, lead: RegExpExecArray, runs: Runs): TextRange | null {
  const start = leadEnd(lead);
  if (/cookie/i.test(lead[0])) {
    const isCookie = (value: string) => value.length >= 8 && value.includes("=") && !isPlaceholder(value);
    return accepted(until(start, "\"'", runs), text, isCookie);
  }
  SCHEME.lastIndex = start;
  const scheme = SCHEME.exec(text);
  if (!scheme) return accepted(until(start, TOKEN_STOPS, runs), text, isRandomLooking);
  const isCredential = (value: string) =>
    value.length >= 6 && !isPlaceholder(value) && /[A-Z0-9=]/.test(value);
  return accepted(until(start + scheme[0].length, "\"'", runs), text, isCredential);
}

function queryValue(text: string, lead: RegExpExecArray, runs: Runs): TextRange | null {
  const vague = /^.(?:key|auth|token|sig|signature|pwd)=$/i.test(lead[0]);
  const isSecret = (value: string) => value.length >= 6 && !isPlaceholder(value);
  return accepted(until(leadEnd(lead), QUERY_STOPS, runs), text, vague ? isEncodedRandom : isSecret);
}

function isEncodedRandom(value: string): boolean {
  return isRandomLooking(value.replace(/%[0-9A-F]{2}/gi, "+"));
}

/** The password of `scheme://user:password@host`, or a token in the user's place. */
function urlPassword(text: string, lead: RegExpExecArray, runs: Runs): TextRange | null {
  const start = leadEnd(lead);
  const authority = text.slice(
    start,
    Math.min(runs.end(start, " \t\"'<>/"), start + AUTHORITY_CHARACTERS_MAX),
  );
  const at = authority.lastIndexOf("@");
  if (at <= 0) return null;
  const colon = authority.indexOf(":");
  if (colon === -1 || colon >= at) return accepted({ start, end: start + at }, text, isRandomLooking);
  if (authority.slice(0, colon).includes("***")) return null;
  const tokenIsUser = authority.slice(colon + 1, at) === "x-oauth-basic";
  if (tokenIsUser) return accepted({ start, end: start + colon }, text, isAnyPassword);
  return accepted({ start: start + colon + 1, end: start + at }, text, isAnyPassword);
}

function curlPassword(text: string, lead: RegExpExecArray, runs: Runs): TextRange | null {
  const before = text.slice(Math.max(0, lead.index - COMMAND_CHARACTERS_MAX), lead.index);
  if (!before.slice(before.lastIndexOf("\n") + 1).includes("curl")) return null;
  const start = leadEnd(lead);
  const end = runs.end(start, " \t\"'");
  const colon = text.slice(start, Math.min(end, start + AUTHORITY_CHARACTERS_MAX)).indexOf(":");
  if (colon === -1) return accepted({ start, end }, text, isRandomLooking);
  return accepted({ start: start + colon + 1, end }, text, isAnyPassword);
}

function isAnyPassword(value: string): boolean {
  return value.length > 0 && !isPlaceholder(value);
}
