import type { Diagnostic } from "@/lib/domain/evidence";
import type { Family, LogView } from "../family";
import { severityOf } from "../severity";

type Groups = Readonly<Record<string, string | undefined>>;

/** Rows of findings below a line that names the file, as tools for people write them. */
interface FileTable {
  readonly tool: string;
  /** Groups: line, column, severity, code, message. */
  readonly row: RegExp;
  /** Names the file; looked for from a table's first row upwards. */
  readonly heading: RegExp;
  readonly severity: "error" | "warning";
}

const tables: readonly FileTable[] = [
  {
    tool: "tslint",
    row: /^(?<severity>ERROR|WARNING): (?<line>\d+):(?<column>\d+) {2,40}(?<code>[\w-]+) {2,60}(?<message>\S.*)$/,
    heading: /^(?<file>\S.*\.\w+):\d+:\d+$/,
    severity: "error",
  },
  {
    tool: "coffeelint",
    row: /^ {3,8}(?<severity>[✗⚡⚠]) #(?<line>\d+): (?<message>\S.*)$/u,
    heading: /^ {1,3}[✗⚡⚠✓] (?<file>\S.*\.\w+)$/u,
    severity: "error",
  },
  {
    tool: "rubocop",
    row: /^(?<severity>[CWEFRI]): {1,5}(?<line>\d+): {1,5}(?<column>\d+): (?!\[Corrected\])(?:\[Correctable\] )?(?<message>(?:(?<code>[A-Z]\w*(?:\/\w+)+): )?\S.*)$/,
    heading: /^== (?<file>\S.*) ==$/,
    severity: "warning",
  },
  {
    tool: "phpmd",
    row: /^ *(?<line>\d+) \| (?<severity>VIOLATION|ERROR) \| (?<message>\S.*)$/,
    heading: /^FILE: (?<file>\S.*)$/,
    severity: "warning",
  },
];
const LINES_UP_MAX = 400;

/** TSLint's stylish, CoffeeLint's, RuboCop's simple and PHPMD's format for people: the file, then a row a finding. */
export const scriptLinters: Family = {
  id: "script-linters",
  triggers: [
    "^ERROR: 0",
    "^WARNING: 0",
    " #0: ",
    " #00: ",
    " #000: ",
    "^C:  ",
    "^W:  ",
    "^E:  ",
    "^F:  ",
    "^R:  ",
    " violation ",
  ],
  open(emit, log) {
    let file: string | null = null;
    let lastRow = 0;
    return {
      line(text, lineNumber) {
        for (const table of tables) {
          const groups = table.row.exec(text.trimEnd())?.groups;
          if (!groups) continue;
          file =
            headingAbove(log, table.heading, lineNumber, Math.max(lastRow, lineNumber - LINES_UP_MAX)) ??
            file;
          if (file === null) return false;
          lastRow = lineNumber;
          const diagnostic = toDiagnostic(table, groups, file);
          emit({ kind: "diagnostic", startLine: lineNumber, endLine: lineNumber, diagnostic });
          return false;
        }
        return false;
      },
    };
  },
};

function toDiagnostic({ tool, severity }: FileTable, groups: Groups, file: string): Diagnostic {
  return {
    tool,
    file,
    line: Number(groups.line),
    column: Number(groups.column) || null,
    severity: severityOf(groups.severity ?? null) ?? severity,
    code: groups.code ?? null,
    message: groups.message?.trim() ?? "",
  };
}

function headingAbove(log: LogView, heading: RegExp, from: number, downTo: number): string | null {
  for (let line = from - 1; line > downTo; line--) {
    const file = heading.exec(log.text(line).trimEnd())?.groups?.file;
    if (file) return file;
  }
  return null;
}
