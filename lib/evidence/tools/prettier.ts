import type { Family } from "../family";

const warned = /^\[warn\] (\S.*\.\w+)$/;
const failed = /^\[error\] (\S[^:]*): (\w*Error: .*?)(?: \((\d+):(\d+)\))?$/;

/** `prettier --check`: one "[warn] path" a file that is not formatted, "[error] path: …" for one it cannot read. */
export const prettier: Family = {
  id: "prettier",
  triggers: ["^[warn] ", "^[error] "],
  open(emit) {
    return {
      line(text, lineNumber) {
        const at = { kind: "diagnostic", startLine: lineNumber, endLine: lineNumber } as const;
        const unformatted = warned.exec(text)?.[1];
        if (unformatted) {
          const message = "Code style differs from Prettier's.";
          emit({
            ...at,
            diagnostic: {
              file: unformatted,
              line: null,
              column: null,
              severity: "warning",
              code: null,
              message,
            },
          });
          return false;
        }
        const broken = failed.exec(text);
        if (!broken) return false;
        const [, file = null, message = "", line, column] = broken;
        emit({
          ...at,
          diagnostic: {
            file,
            line: line ? Number(line) : null,
            column: column ? Number(column) : null,
            severity: "error",
            code: null,
            message,
          },
        });
        return false;
      },
    };
  },
};
