import type { Diagnostic } from "@/lib/domain/evidence";
import { type Priorities, severityOf, severityOfPriority } from "../severity";
import { find, isRecord, type Node, textAt } from "./walk";

/** The parts of a diagnostic that a report can tell, each by the paths where it may stand; the first that is there counts. */
export interface ReportFields {
  file?: readonly string[];
  line?: readonly string[];
  column?: readonly string[];
  severity?: readonly string[];
  code?: readonly string[];
  message?: readonly string[];
}

/** How one tool lays out its JSON or XML report. Paths are those of `walk.ts`. */
export interface ReportFormat extends ReportFields {
  readonly tool: string;
  /** Paths that all lead somewhere in a report of this tool, and together in no other. */
  readonly marks: readonly string[];
  /** Paths to the findings. */
  readonly findings: readonly string[];
  /** Entries in which this path leads nowhere say nothing about the code. */
  readonly needs?: string;
  /** Entries in which this path has one of these values, in lower case, are findings; others report success. */
  readonly only?: readonly [path: string, ...values: string[]];
  /** Entries in which this path has one of these values, in lower case, report success, or what was waived. */
  readonly except?: readonly [path: string, ...values: string[]];
  /** The severity is one of so many numbers, of which 1 is the gravest. */
  readonly priorities?: Priorities;
  /** 0 where the tool counts lines and columns from 0. */
  readonly firstLine?: 0 | 1;
  /** What else tells one finding from the next, such as the package and its version: put behind the message. */
  readonly about?: readonly string[];
}

/** Names that most tools use; a format only says what it calls by another name. */
export const usualFields = {
  file: [
    "file",
    "filename",
    "fileName",
    "file_name",
    "filePath",
    "file_path",
    "path",
    "location/path",
    "location/file",
    "location/filename",
    "Filename",
    "File",
    "../file",
    "../filename",
    "../fileName",
    "../filePath",
    "../path",
    "../name",
  ],
  line: [
    "line",
    "lineNumber",
    "line_number",
    "startLine",
    "start_line",
    "line_no",
    "lineStart",
    "beginline",
    "beginLine",
    "start/line",
    "location/line",
    "location/start/line",
    "location/start_line",
    "location/lines/begin",
    "range/start/line",
    "Line",
  ],
  column: [
    "column",
    "col",
    "columnNumber",
    "startColumn",
    "begincolumn",
    "character",
    "char",
    "start/column",
    "start/col",
    "location/column",
    "location/start/column",
    "range/start/column",
    "Column",
  ],
  severity: ["severity", "level", "Severity", "Level", "priority", "type", "criticality"],
  code: [
    "code",
    "rule",
    "ruleId",
    "rule_id",
    "ruleName",
    "check_name",
    "check_id",
    "check",
    "id",
    "ID",
    "key",
  ],
  message: [
    "message",
    "Message",
    "msg",
    "hint",
    "reason",
    "text",
    "description",
    "Description",
    "title",
    "Title",
    "summary",
    "#text",
  ],
} as const satisfies Required<ReportFields>;

/** The findings of a report in this format, or null if the marks of the format are not in it. */
export function readReport(format: ReportFormat, root: Node): Diagnostic[] | null {
  if (!format.marks.every((mark) => find(root, mark).length > 0)) return null;
  return format.findings
    .flatMap((path) => find(root, path))
    .filter((finding) => isRecord(finding.value) && isFinding(format, finding))
    .map((finding) => toDiagnostic(format, finding));
}

function isFinding({ needs, only, except }: ReportFormat, finding: Node): boolean {
  if (needs !== undefined && find(finding, needs).length === 0) return false;
  if (only) {
    const [path, ...values] = only;
    if (!values.includes((textAt(finding, [path]) ?? "").toLowerCase())) return false;
  }
  if (!except) return true;
  const [path, ...values] = except;
  return !values.includes((textAt(finding, [path]) ?? "").toLowerCase());
}

export function toDiagnostic(
  format: ReportFields & Pick<ReportFormat, "tool" | "firstLine" | "about" | "priorities">,
  finding: Node,
): Diagnostic {
  const read = (field: keyof ReportFields) => textAt(finding, format[field] ?? usualFields[field]);
  const place = (field: "line" | "column") => positionOf(read(field), format.firstLine ?? 1);
  return {
    tool: format.tool,
    file: read("file"),
    line: place("line"),
    column: place("column"),
    severity: format.priorities
      ? severityOfPriority(read("severity"), format.priorities)
      : severityOf(read("severity")),
    code: read("code"),
    message: [read("message") ?? read("code") ?? "", about(format.about ?? [], finding)].join(" ").trim(),
  };
}

function about(paths: readonly string[], finding: Node): string {
  const parts = paths.map((path) => textAt(finding, [path])).filter((part) => part !== null);
  return parts.length > 0 ? `(${parts.join(" ")})` : "";
}

/** "12", "12-14" and "12:3" all begin at 12; anything else is no position. */
function positionOf(text: string | null, first: 0 | 1): number | null {
  const digits = /^\d{1,9}/.exec(text ?? "")?.[0];
  if (!digits) return null;
  const position = Number(digits) + (first === 0 ? 1 : 0);
  return position > 0 ? position : null;
}
