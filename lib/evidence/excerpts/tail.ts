import type { LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import { shorten } from "./shorten";

const CHARACTERS_MAX = 48_000;

/** The last lines of a region, whole lines only, as many as fit. */
export function tailOf(region: LineRange, log: LogView, linesMax: number): LineRange & { text: string } {
  const lines: string[] = [];
  let characters = 0;
  let line = region.endLine;
  for (; line >= region.startLine && lines.length < linesMax; line--) {
    const text = log.text(line);
    characters += shorten(text).length + 1;
    if (characters > CHARACTERS_MAX) break;
    lines.push(text);
  }
  return {
    startLine: Math.min(line + 1, region.endLine),
    endLine: region.endLine,
    text: lines.reverse().join("\n"),
  };
}
