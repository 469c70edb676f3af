import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { Family } from "../family";

const plain = /^(\S[^()]*)\((\d+),(\d+)\): (error|warning) (TS\d+): (.*)$/;
const pretty = /^(\S.*):(\d+):(\d+) - (error|warning) (TS\d+): (.*)$/;
const projectWide = /^(error) (TS\d+): (.*)$/;

/** TypeScript's compiler, in both of its formats, and what has no place in a file. */
export const tsc: Family = {
  id: "tsc",
  triggers: ["error TS0", "warning TS0"],
  open(emit) {
    return {
      line(text, lineNumber) {
        const trimmed = text.trimEnd();
        const found = plain.exec(trimmed) ?? pretty.exec(trimmed);
        const wide = found ? null : projectWide.exec(trimmed);
        if (!found && !wide) return false;
        const [severity, code, message] = (found ? found.slice(4) : (wide?.slice(1) ?? [])) as string[];
        emit({
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
        });
        return false;
      },
    };
  },
};
