import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { DiagnosticFinding, Family } from "../family";

const told = /^(?:\[?\d[\d:.,TZ-]{4,30}\]? {1,4})?\[(?<severity>WARNING|ERROR)\] ?(?<message>.*)$/;
/** Lines of tools that Maven only passes on; where one speaks, Maven's own lines are its echo. */
const passedOn =
  /\.(?:java|kt|scala|groovy|html):(?:\[?\d| \(\d)|javadoc: |^Javadoc Warnings|failed with message|paths to dependency are|^\[[a-z]+\] |^Tests run:|^(?:Failures|Errors):|There are test failures|surefire|failsafe/i;
const eclipse = /\d\. (?:WARNING|ERROR) in /;
const BLOCKS_MAX = 2000;
const MESSAGE_MAX = 2000;

/** What Maven itself says on "[WARNING]" and "[ERROR]" lines; lines in a row are one finding. */
export const maven: Family = {
  id: "maven",
  triggers: ["[warning]", "[error]", "0. warning in ", "0. error in "],
  open(emit) {
    const blocks: DiagnosticFinding[] = [];
    let isEcho = false;
    return {
      line(text, lineNumber) {
        if (eclipse.test(text)) isEcho = true;
        const found = told.exec(text.trimEnd())?.groups;
        if (!found || isEcho) return false;
        const message = (found.message ?? "").trim();
        if (passedOn.test(message)) {
          isEcho = true;
          return false;
        }
        const severity = (found.severity ?? "error").toLowerCase() as DiagnosticSeverity;
        const last = blocks.at(-1);
        if (last && last.endLine === lineNumber - 1 && last.diagnostic.severity === severity) {
          last.endLine = lineNumber;
          if (last.diagnostic.message.length < MESSAGE_MAX) last.diagnostic.message += `\n${message}`;
        } else if (blocks.length < BLOCKS_MAX) {
          blocks.push(blockOf(severity, message, lineNumber));
        }
        return false;
      },
      end() {
        if (isEcho) return;
        for (const block of blocks) {
          block.diagnostic.message = block.diagnostic.message.trim();
          if (block.diagnostic.message !== "") emit(block);
        }
      },
    };
  },
};

function blockOf(severity: DiagnosticSeverity, message: string, line: number): DiagnosticFinding {
  const nowhere = { file: null, line: null, column: null, code: null };
  return {
    kind: "diagnostic",
    startLine: line,
    endLine: line,
    diagnostic: { ...nowhere, severity, message },
  };
}
