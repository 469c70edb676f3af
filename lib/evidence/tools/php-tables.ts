import type { Family } from "../family";
import { severityOf } from "../severity";

const LINES_MAX = 2000;
const phpstanHead = /^ {2}Line {3,}(\S+)/;
const phpstanRow = /^ {2}(\d+) {2,}(\S.*)/;
const phpcsHead = /^FILE: (\S.*)/;
const phpcsRow = /^ *(\d+) \| (ERROR|WARNING) +\| (?:\[.\] )?(\S.*)/;

/** PHPStan's and PHP_CodeSniffer's tables: the file above, a row for each finding. */
export const phpTables: Family = {
  id: "php-tables",
  triggers: ["^  Line   ", "^FILE: "],
  open(emit) {
    let open: { tool: "phpstan" | "phpcs"; file: string; startLine: number } | null = null;
    return {
      line(text, lineNumber) {
        const phpstan = phpstanHead.exec(text)?.[1];
        const file = phpstan ?? phpcsHead.exec(text)?.[1];
        if (file !== undefined) {
          const tool = phpstan === undefined ? ("phpcs" as const) : ("phpstan" as const);
          open = { tool, file: file.trim(), startLine: lineNumber };
          return true;
        }
        if (!open) return false;
        if (lineNumber - open.startLine > LINES_MAX || /^(?:Time: | ?\[(?:ERROR|OK)\] )/.test(text)) {
          open = null;
          return false;
        }
        const isPhpstan = open.tool === "phpstan";
        const found = (isPhpstan ? phpstanRow : phpcsRow).exec(text.trimEnd());
        if (!found) return true;
        const message = found[isPhpstan ? 2 : 3] ?? "";
        emit({
          kind: "diagnostic",
          startLine: lineNumber,
          endLine: lineNumber,
          diagnostic: {
            tool: open.tool,
            file: open.file,
            line: Number(found[1]),
            column: null,
            severity: isPhpstan ? "error" : severityOf(found[2] ?? null),
            code: null,
            message,
          },
        });
        return true;
      },
    };
  },
};
