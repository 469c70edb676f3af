import type { DiagnosticFinding, Family } from "../family";
import { severityOf } from "../severity";
import { unwrap } from "./unwrap";

const LINES_MAX = 40;
const heading =
  /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:l?hs|hsc|chs)):\(?(?<line>\d+)[:,](?<column>\d+)\)?(?:-(?:\d+|\(\d+,\d+\)))?: (?<severity>error|warning): ?(?<rest>.*)$/;
const code = /^\[(?:-W)?([\w-]+)(?:, [^\]]*)?\]/;
/** Sentences are indented; the code that is meant has its number or a bar before it. */
const isBelow = /^(?:\s+\S|\d+ \|)/;
/** Stack writes the package's name before each line where it builds several. */
const ofPackage = /^[A-Za-z][\w-]* *> /;

/** GHC: the place and the grade on one line, what is wrong on the lines below it, up to an empty one. */
export const ghc: Family = {
  id: "ghc",
  triggers: [".hs:0", ".hs:(0", ".lhs:0", ".hsc:0", ".chs:0"],
  open(emit) {
    let held: DiagnosticFinding | null = null;
    const give = () => {
      if (held) emit(held);
      held = null;
    };
    return {
      line(raw, lineNumber) {
        const text = unwrap(raw).replace(ofPackage, "").trimEnd();
        const groups = heading.exec(text)?.groups;
        if (groups) {
          give();
          held = open(groups, lineNumber);
          return true;
        }
        if (!held) return false;
        if (!isBelow.test(text) || lineNumber - held.startLine > LINES_MAX) {
          give();
          return false;
        }
        held.endLine = lineNumber;
        if (held.diagnostic.message === "") held.diagnostic.message = text.trim().replace(/^[•*] /, "");
        return true;
      },
      end: give,
    };
  },
};

function open(groups: Readonly<Record<string, string | undefined>>, startLine: number): DiagnosticFinding {
  const { file, line, column, severity, rest = "" } = groups;
  const name = code.exec(rest);
  return {
    kind: "diagnostic",
    startLine,
    endLine: startLine,
    diagnostic: {
      file: file ?? null,
      line: Number(line),
      column: Number(column),
      severity: severityOf(severity ?? null),
      code: name?.[1] ?? null,
      message: name
        ? rest
            .slice(name[0].length)
            .replace(/^ ?(?:\[[^\]]*\])?/, "")
            .trim()
        : rest,
    },
  };
}
