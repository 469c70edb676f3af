import type { Document } from "./document";
import { type ReportFormat, readReport } from "./report-format";
import { rootOf } from "./walk";

const ROWS_MAX = 50_000;

/** Tables by tool: the names of the columns are the fields. */
const formats: readonly ReportFormat[] = [
  {
    tool: "polyspace",
    marks: ["Family", "Check", "File"],
    findings: [""],
    file: ["File"],
    line: ["Line"],
    column: ["Col"],
    severity: ["Severity"],
    code: ["CWE ID", "ID"],
    message: ["Check"],
  },
  {
    tool: "report",
    marks: ["File", "Line", "Message"],
    findings: [""],
    code: ["Code", "Rule", "ID", "Id"],
  },
];

/** A table with a heading, its cells parted by tabs or commas. */
export const tableReport: Document = {
  id: "table",
  accepts: (head) => {
    const heading = head.slice(0, head.search(/\r?\n|$/));
    return (
      /(?:^|[\t,"])File(?:$|[\t,"])/.test(heading) && /(?:^|[\t,"])(?:Line|Check)(?:$|[\t,"])/.test(heading)
    );
  },
  read(text) {
    const [heading = "", ...rows] = text.split(/\r?\n/, ROWS_MAX);
    const separator = heading.includes("\t") ? "\t" : ",";
    const names = cellsOf(heading, separator);
    const records = rows
      .filter((row) => row.trim() !== "")
      .map((row) => {
        const cells = cellsOf(row, separator);
        return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
      });
    const root = rootOf(records);
    for (const format of formats) {
      if (!format.marks.every((mark) => names.includes(mark))) continue;
      return readReport({ ...format, marks: [] }, root);
    }
    return null;
  },
};

/** Cells may stand in quotes, with quotes inside doubled. */
function cellsOf(row: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < row.length; i++) {
    const character = row[i] ?? "";
    if (character === '"' && isQuoted && row[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}
