import type { DiagnosticFinding } from "../family";
import { severityOf } from "../severity";
import { blockFamily } from "./block-family";
import { unwrap } from "./unwrap";

const heading =
  /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:l?hs|hsc|chs)):\(?(?<line>\d+)[:,](?<column>\d+)\)?(?:-(?:\d+|\(\d+,\d+\)))?: (?<severity>error|warning): ?(?<rest>.*)$/;
const code = /^\[(?:-W)?([\w-]+)(?:, [^\]]*)?\]/;
/** Sentences are indented; the code that is meant has its number or a bar before it. */
const isBelow = /^(?:\s+\S|\d+ \|)/;
/** Stack writes the package's name before each line where it builds several. */
const ofPackage = /^[A-Za-z][\w-]* *> /;

/** GHC: the place and the grade on one line, what is wrong on the lines below it, up to an empty one. */
export const ghc = blockFamily({
  id: "ghc",
  triggers: [".hs:0", ".hs:(0", ".lhs:0", ".hsc:0", ".chs:0"],
  linesMax: 40,
  read(text, lineNumber) {
    const groups = heading.exec(plain(text))?.groups;
    return groups ? open(groups, lineNumber) : null;
  },
  join({ diagnostic }, text) {
    const line = plain(text);
    if (!isBelow.test(line)) return false;
    if (diagnostic.message === "") diagnostic.message = line.trim().replace(/^[•*] /, "");
    return true;
  },
});

function plain(line: string): string {
  return unwrap(line).replace(ofPackage, "").trimEnd();
}

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
