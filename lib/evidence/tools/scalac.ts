import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { Emit, Family } from "../family";
import { severityOf } from "../severity";
import { unwrap } from "./unwrap";

const first =
  /^(?:\[(?<level>error|warn)\] )?(?<file>(?:[A-Za-z]:)?[^\s:[\]][^:]*\.(?:scala|sc)):(?<line>\d+)(?::(?<column>\d+))?: (?:(?<severity>error|warning): )?(?<message>.*)$/;
const whole =
  /^\[(?<level>error|warn)\] (?<file>(?:[A-Za-z]:)?[^\s:[\]][^:]*\.(?:scala|sc)): (?<message>\S.*)$/;
const three =
  /^(?:\[(?<level>error|warn)\] )?-- (?:\[(?<code>E\d+)\] )?(?<message>.*?) ?(?<severity>Error|Warning): (?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+):(?<column>\d+) ?-*$/;
const BLOCK_LINES_MAX = 12;

interface Open {
  startLine: number;
  /** Through sbt the compiler shows the code below, Scalastyle does not. */
  tool: "scalac" | "scalastyle";
  file: string;
  line: number;
  column: number | null;
  severity: DiagnosticSeverity | null;
  code: string | null;
  message: string;
}

/** scalac and Scalastyle, alone and through sbt. The column is where the mark "^" stands, two lines further down. */
export const scalac: Family = {
  id: "scalac",
  triggers: [".scala:", ".sc:0"],
  open(emit) {
    let open: Open | null = null;
    const close = (endLine: number) => {
      if (open) give(emit, open, endLine);
      open = null;
    };
    return {
      line(raw, lineNumber) {
        const text = unwrap(raw).trimEnd();
        const found = (first.exec(text) ?? three.exec(text) ?? whole.exec(text))?.groups;
        if (found) {
          close(lineNumber - 1);
          open = {
            startLine: lineNumber,
            tool: found.level && !found.severity ? "scalastyle" : "scalac",
            file: found.file ?? "",
            line: Number(found.line ?? 0),
            column: found.column ? Number(found.column) : null,
            severity: severityOf(found.severity ?? found.level ?? null),
            code: found.code ?? null,
            message: found.message ?? "",
          };
          if (open.line > 0 && !found.code) return true;
          close(lineNumber);
          return false;
        }
        if (!open) return false;
        if (/^\[(?:error|warn)\] {2,}\S/.test(text)) open.tool = "scalac";
        const mark = /^(?:\[(?:error|warn)\] )?( *)\^\s*$/.exec(text);
        if (mark) {
          open.tool = "scalac";
          open.column ??= (mark[1] ?? "").length + 1;
          close(lineNumber);
          return false;
        }
        if (lineNumber - open.startLine >= BLOCK_LINES_MAX) close(lineNumber);
        return open !== null;
      },
      end: () => close(open?.startLine ?? 0),
    };
  },
};

function give(emit: Emit, { startLine, line, ...rest }: Open, endLine: number): void {
  const end = Math.max(startLine, endLine);
  emit({
    kind: "diagnostic",
    startLine,
    endLine: end,
    diagnostic: { ...rest, line: line > 0 ? line : null },
  });
}
