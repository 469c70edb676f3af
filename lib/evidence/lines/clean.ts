import { stripAnsi } from "./ansi";
import { prefixLength } from "./prefix";

/** More of a line helps neither a person nor an agent; a minified bundle in a stack trace has megabytes. */
export const LINE_TEXT_MAX = 4096;
/** A long command line says at its end how it ended. */
const LINE_END_LENGTH = 512;
const WORD_LENGTH_MAX = 256;

const CARRIAGE_RETURN = 13;

/** Some tools' output reaches the log with its escapes spelled out: a caret and a bracket. */
const spelledOutColour = /\^\[\[[\d;]{0,20}[mK]/g;

/**
 * One physical line (without its line feed) as text: see `LogView.text`. `mayHaveNames` as for `prefixLength`; of a line
 * `isAscii` says that it is known to need no decoding.
 */
export function cleanLine(
  bytes: Buffer,
  start: number,
  end: number,
  mayHaveNames = true,
  isAscii = false,
): string {
  const from = start + prefixLength(bytes, start, end, mayHaveNames);
  let to = Math.min(end, from + LINE_TEXT_MAX * 8); // room for escapes and characters of several bytes
  while (to > from && bytes[to - 1] === CARRIAGE_RETURN) to--;
  let text = bytes.toString(isAscii ? "latin1" : "utf8", from, to);
  if (text.includes("\r")) text = afterCarriageReturns(text);
  if (text.includes("\x1b")) text = stripAnsi(text);
  if (text.includes("^[[")) text = text.replace(spelledOutColour, "");
  if (text.includes("\b")) text = afterBackspaces(text);
  return text.length > LINE_TEXT_MAX ? withoutMiddle(text) : text;
}

/** Words at the cut go whole: half a secret would no longer look like one. */
function withoutMiddle(text: string): string {
  const start = text.slice(0, LINE_TEXT_MAX - LINE_END_LENGTH);
  const end = text.slice(-LINE_END_LENGTH);
  const startEnd = start.lastIndexOf(" ");
  const endStart = end.indexOf(" ");
  const wholeStart = startEnd < start.length - WORD_LENGTH_MAX ? start : start.slice(0, startEnd);
  return `${wholeStart} … ${endStart < 0 ? "" : end.slice(endStart + 1)}`;
}

/** What a terminal shows after progress bars have overwritten the line: the last part that has something in it. */
function afterCarriageReturns(text: string): string {
  let end = text.length;
  while (end > 0) {
    const start = text.lastIndexOf("\r", end - 1) + 1;
    const part = text.slice(start, end);
    if (start === 0 || stripAnsi(part).trim() !== "") return part;
    end = start - 1;
  }
  return "";
}

function afterBackspaces(text: string): string {
  const shown: string[] = [];
  for (const character of text) {
    if (character === "\b") shown.pop();
    else shown.push(character);
  }
  return shown.join("");
}
