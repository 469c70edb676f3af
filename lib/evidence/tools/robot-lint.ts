import type { Family, LogView } from "../family";
import { severityOf } from "../severity";

const heading = /^\+ (?<file>\S.*)$/;
const LINES_UP_MAX = 400;
const row = /^(?<severity>[WEI]): (?<line>\d+), (?<column>\d+): (?<message>.*) \((?<code>\w{1,60})\)$/;

/** rflint of Robot Framework: "+ path", then one row a finding. */
export const robotLint: Family = {
  id: "rflint",
  triggers: ["^w: 0", "^e: 0", "^i: 0"],
  open(emit, log) {
    let file: string | null = null;
    let seenLine = 0;
    return {
      line(text, lineNumber) {
        const found = row.exec(text.trim())?.groups;
        if (!found) return false;
        file = headingAbove(log, lineNumber, Math.max(seenLine, lineNumber - LINES_UP_MAX)) ?? file;
        seenLine = lineNumber;
        emit({
          kind: "diagnostic",
          startLine: lineNumber,
          endLine: lineNumber,
          diagnostic: {
            file,
            line: Number(found.line),
            column: Number(found.column) || null,
            severity: severityOf(found.severity ?? null),
            code: found.code ?? null,
            message: found.message ?? "",
          },
        });
        return false;
      },
    };
  },
};

/** The path that was announced last, looking up no further than where the last finding stood. */
function headingAbove(log: LogView, from: number, downTo: number): string | null {
  for (let line = from - 1; line > downTo; line--) {
    const file = heading.exec(log.text(line))?.groups?.file;
    if (file) return file;
  }
  return null;
}
