import type { DiagnosticFinding, Family } from "../family";
import { type LineFormat, matchFormats } from "./line-format";

const formats: readonly LineFormat[] = [
  {
    tool: "hlint",
    pattern:
      /^(?<file>[^\s:][^:]*\.l?hs):\(?(?<line>\d+)[,:](?<column>\d+)\)?(?:-(?:\d+|\(\d+,\d+\)))?: (?<severity>Warning|Error|Suggestion|Ignore): (?<message>.*)$/,
    severity: "info",
  },
];
const LINES_MAX = 40;

/** HLint: a headline, then what it found and what it would write instead, until an empty line. */
export const hlint: Family = {
  id: "hlint",
  triggers: [".hs:0", ".hs:(0", ".lhs:0"],
  open(emit) {
    let held: DiagnosticFinding | null = null;
    const give = () => {
      if (held) emit(held);
      held = null;
    };
    return {
      line(text, lineNumber) {
        const found = matchFormats(formats, text, lineNumber);
        if (found) {
          give();
          held = found;
          return true;
        }
        if (!held) return false;
        if (text.trim() === "" || lineNumber - held.startLine > LINES_MAX) {
          give();
          return false;
        }
        held.endLine = lineNumber;
        held.diagnostic.message += `\n${text.trim()}`;
        return true;
      },
      end: give,
    };
  },
};
