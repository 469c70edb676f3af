import { KnownSecrets } from "./known-secrets";
import { secretPatterns } from "./patterns";
import { privateKeyRanges } from "./private-keys";

export const REDACTED = "[redacted]";

/** What leaves the gate: the same number of lines, without secrets and without characters that deceive readers. */
export interface Redacted {
  text: string;
  /** Secrets that were replaced. */
  redactions: number;
}

/**
 * The one way out for text from outside: control and bidirectional characters are dropped, secrets replaced. Every
 * line feed stays where it was, so line numbers go on being true.
 */
export class RedactionGate {
  private readonly known: KnownSecrets;
  redactions = 0;

  /** `secrets` are exact values that must never be shown, in any of their usual encodings. */
  constructor(secrets: readonly string[] = []) {
    this.known = new KnownSecrets(secrets);
  }

  pass(text: string): string {
    let shown = dropDeceivingCharacters(text);
    shown = this.hide(shown, this.known.ranges(shown));
    shown = this.hide(shown, privateKeyRanges(shown));
    for (const { words, pattern } of secretPatterns) {
      if (!words.some((word) => shown.includes(word))) continue;
      const ranges: [number, number][] = [];
      for (const match of shown.matchAll(pattern)) {
        const secret = match.groups?.secret ?? match[0];
        const from = match.index + match[0].lastIndexOf(secret);
        if (!secret.includes(REDACTED)) ranges.push([from, from + secret.length]);
      }
      shown = this.hide(shown, ranges);
    }
    return shown;
  }

  private hide(text: string, ranges: readonly (readonly [number, number])[]): string {
    if (ranges.length === 0) return text;
    let shown = "";
    let at = 0;
    for (const [from, to] of ranges) {
      if (from < at) continue;
      const feeds = text.slice(from, to).split("\n").length - 1;
      shown += `${text.slice(at, from)}${REDACTED}${"\n".repeat(feeds)}`;
      at = to;
      this.redactions++;
    }
    return shown + text.slice(at);
  }
}

export function dropDeceivingCharacters(text: string): string {
  let kept = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isDeceiving(text.charCodeAt(i))) continue;
    kept += text.slice(from, i);
    from = i + 1;
  }
  return from === 0 ? text : kept + text.slice(from);
}

/** C0 and C1 controls but tab and line feed, and what reorders or hides text (Trojan Source, CVE-2021-42574). */
function isDeceiving(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a;
  if (code < 0x7f) return false;
  if (code <= 0x9f || code === 0x061c || code === 0xfeff) return true;
  if (code < 0x200b || code > 0x2069) return false;
  return code <= 0x200f || (code >= 0x202a && code <= 0x202e) || code >= 0x2060;
}
