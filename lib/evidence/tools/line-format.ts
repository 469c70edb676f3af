import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { DiagnosticFinding, Family } from "../family";
import { byStart } from "../lines/by-start";
import { severityOf } from "../severity";
import { unwrap } from "./unwrap";

/** One tool's way of putting a whole finding on one line. */
export interface LineFormat {
  readonly tool: string;
  /** Named groups, all optional: file, line, column, severity, code, message. Tried on the line without its wrapper. */
  readonly pattern: RegExp;
  /** Where the line itself does not grade the finding. */
  readonly severity?: DiagnosticSeverity;
}

/** A family whose findings are single lines; the first format that fits reads the line. */
export function lineFamily(
  id: string,
  triggers: readonly string[],
  formats: readonly LineFormat[],
  isContext?: RegExp,
): Family {
  const candidatesFor = byStart(formats, ({ pattern }) => pattern);
  return {
    id,
    triggers,
    open: (emit) => ({
      line(raw, lineNumber) {
        const text = unwrap(raw).trim();
        const found = matchFormats(candidatesFor(text), text, lineNumber, isContext);
        if (found) emit(found);
        return false;
      },
    }),
  };
}

/** The finding on a line without its wrapper. `isContext` tells lines that only lead up to a finding. */
export function matchFormats(
  formats: readonly LineFormat[],
  line: string,
  lineNumber: number,
  isContext?: RegExp,
): DiagnosticFinding | null {
  const trimmed = line.trim();
  for (const format of formats) {
    const groups = format.pattern.exec(trimmed)?.groups;
    if (groups) return isContext?.test(trimmed) ? null : toFinding(format, groups, lineNumber);
  }
  return null;
}

function toFinding(
  { tool, severity }: LineFormat,
  groups: Readonly<Record<string, string | undefined>>,
  lineNumber: number,
): DiagnosticFinding {
  return {
    kind: "diagnostic",
    startLine: lineNumber,
    endLine: lineNumber,
    diagnostic: {
      tool,
      file: groups.file?.trim() || null,
      line: positionOf(groups.line),
      column: positionOf(groups.column),
      severity: severityOf(groups.severity?.trim() || null) ?? severity ?? null,
      code: groups.code?.trim() || null,
      message: (groups.message ?? "").trim(),
    },
  };
}

/** Tools say 0 where they know no place. */
export function positionOf(digits: string | undefined): number | null {
  const position = Number.parseInt(digits ?? "", 10);
  return position > 0 ? position : null;
}
