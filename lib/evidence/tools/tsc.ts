import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { DiagnosticFinding } from "../family";
import { blockFamily } from "./block-family";
import { unwrap } from "./unwrap";

const plain = /^(\S[^()]*)\((\d+),(\d+)\): (error|warning) (TS\d+): (.*)$/;
const pretty = /^((?:[A-Za-z]:)?[^\s:][^:]*):(\d+):(\d+) - (error|warning) (TS\d+): (.*)$/;
const projectWide = /^(error) (TS\d+): (.*)$/;
const detail = /^ {2,}\S/;

/** TypeScript's compiler, in both of its formats, with the reasons it gives below, and what has no place in a file. */
export const tsc = blockFamily({
  id: "tsc",
  triggers: ["error TS0", "warning TS0"],
  linesMax: 20,
  read: (text, lineNumber) => read(unwrap(text).trimEnd(), lineNumber),
  join({ diagnostic }, text) {
    if (!detail.test(text)) return false;
    diagnostic.message += `\n${text.trim()}`;
    return true;
  },
});

function read(line: string, lineNumber: number): DiagnosticFinding | null {
  const found = plain.exec(line) ?? pretty.exec(line);
  const wide = found ? null : projectWide.exec(line);
  if (!found && !wide) return null;
  const [severity, code, message] = (found ? found.slice(4) : (wide?.slice(1) ?? [])) as string[];
  return {
    kind: "diagnostic",
    startLine: lineNumber,
    endLine: lineNumber,
    diagnostic: {
      file: found?.[1] ?? null,
      line: found ? Number(found[2]) : null,
      column: found ? Number(found[3]) : null,
      severity: severity as DiagnosticSeverity,
      code: code ?? null,
      message: message ?? "",
    },
  };
}
