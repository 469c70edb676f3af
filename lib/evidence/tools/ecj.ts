import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { Emit, Family } from "../family";

const head =
  /^(?:\[[^\]]{1,40}\]\s{0,8}){0,4}\d{1,6}\. (?<severity>WARNING|ERROR|INFO) in (?<file>.*?)(?: \(at line (?<line>\d{1,7})\))?$/;
const BLOCK_LINES_MAX = 14;

interface Open {
  startLine: number;
  file: string;
  line: number | null;
  severity: DiagnosticSeverity;
  message: string;
  hasMark: boolean;
}

/** The Eclipse compiler: "1. ERROR in File.java (at line 3)", the code, a mark under it, the message. */
export const ecj: Family = {
  id: "ecj",
  triggers: ["0. warning in ", "0. error in ", "0. info in "],
  open(emit) {
    let open: Open | null = null;
    const close = (endLine: number) => {
      if (open) give(emit, open, endLine);
      open = null;
    };
    return {
      line(text, lineNumber) {
        const found = head.exec(text.trim())?.groups;
        if (found) {
          close(lineNumber - 1);
          open = {
            startLine: lineNumber,
            file: found.file ?? "",
            line: found.line ? Number(found.line) : null,
            severity: (found.severity ?? "error").toLowerCase() as DiagnosticSeverity,
            message: "",
            hasMark: false,
          };
          return true;
        }
        if (!open) return false;
        const said = text.replace(/^(?:\s*\[[^\]]+\])+/, "").trim();
        if (/^-{4,}$/.test(said) || lineNumber - open.startLine > BLOCK_LINES_MAX) {
          close(lineNumber);
          return false;
        }
        if (/^\^+$/.test(said)) open.hasMark = true;
        else if (open.hasMark && open.message === "") open.message = said;
        return true;
      },
      end: () => close(open?.startLine ?? 0),
    };
  },
};

function give(emit: Emit, { startLine, hasMark: _, ...rest }: Open, endLine: number): void {
  emit({
    kind: "diagnostic",
    startLine,
    endLine: Math.max(startLine, endLine),
    diagnostic: { ...rest, column: null, code: null },
  });
}
