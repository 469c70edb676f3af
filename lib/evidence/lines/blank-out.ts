import { escapeEnd } from "./ansi";
import { BLANK } from "./automaton";
import { prefixLength } from "./prefix";

const LINE_FEED = 10;
const ESCAPE = 27;

/**
 * Overwrites the escape sequences in a piece of a log, which cut words apart, so that the automaton does not see them. Line
 * feeds stay: no sequence goes beyond its line.
 */
export function blankEscapes(bytes: Buffer): void {
  const codeAt = (index: number) => bytes[index] ?? 0;
  for (let at = bytes.indexOf(ESCAPE); at >= 0; at = bytes.indexOf(ESCAPE, at)) {
    const end = escapeEnd(codeAt, at, bytes.length);
    while (at < end && bytes[at] !== LINE_FEED) bytes[at++] = BLANK;
  }
}

/** Overwrites what the provider put before a line that begins at `start`. Answers where the next line begins. */
export function blankPrefix(bytes: Buffer, start: number, hasNames: boolean): number {
  const feed = bytes.indexOf(LINE_FEED, start);
  const end = feed < 0 ? bytes.length : feed;
  bytes.fill(BLANK, start, start + prefixLength(bytes, start, end, hasNames));
  return end + 1;
}
