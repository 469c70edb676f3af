import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { DiagnosticFinding, Family } from "../family";
import { type LineFormat, matchFormats } from "./line-format";
import { unwrap } from "./unwrap";

const headline = /^(?<severity>error|warning)(?:\[(?<code>[A-Za-z]?\d{3,5}|[\w:-]+)\])?: (?<message>\S.*)$/;
const arrow = /^\s*--> (?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+):(?<column>\d+)$/;
const misspelt = /^`[^`]+` should be `/;

/** How the compiler itself begins: what else comes in its one-line format is Clippy's. */
const compiler =
  /^(?:unused|cannot|can't|mismatched|expected|unresolved|unreachable|no (?:method|field|such|function|variant|associated)|this (?:function|method|enum|struct) takes|failed to resolve|variable `|type annotations|borrow of|use of (?:moved|undeclared|unstable|deprecated|possibly)|missing|struct|enum|function|method|constant|static|field|fields|variant|the (?:trait|name|type|method|function|crate)|trait|value (?:assigned|used|borrowed)|crate|found|unexpected|invalid|unknown|duplicate|aborting|.* is never (?:used|read|constructed)|.* (?:not found|is private|does not live)|value of type|unclosed|lifetime|non-exhaustive|incorrect)/;
const isClippy = /clippy::|\/rust-clippy\//;
const BLOCK_LINES_MAX = 60;

const short: readonly LineFormat[] = [
  {
    tool: "rustc",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.rs):(?<line>\d+):(?<column>\d+): (?<severity>error|warning)(?:\[(?<code>E\d+)\])?: (?<message>.*)$/,
  },
];

interface Head {
  startLine: number;
  severity: DiagnosticSeverity;
  code: string | null;
  message: string;
}

/** rustc, Clippy and tools that print like them (typos, Ruff, cargo-deny): a headline, then "--> file:line:column". */
export const rust: Family = {
  id: "rustc",
  triggers: ["^error", "^warning", ".rs:0", "--> "],
  open(emit, log) {
    let head: Head | null = null;
    let held: DiagnosticFinding | null = null;
    const give = () => {
      if (held) emit(held);
      held = null;
    };
    return {
      line(raw, lineNumber) {
        const text = unwrap(raw).trimEnd();
        if (held && isClippy.test(text)) held.diagnostic.tool = "clippy";
        if (text === "") give();
        const place = arrow.exec(text)?.groups;
        if (place) {
          const above = head ?? ruffHead(log.text(lineNumber - 1), lineNumber - 1);
          head = null;
          if (!above || lineNumber - above.startLine > BLOCK_LINES_MAX) return held !== null;
          give();
          held = blockFinding(above, place, lineNumber);
          return true;
        }
        const next = readHead(text, lineNumber);
        const one = next ? null : matchFormats(short, text, lineNumber);
        if (!next && !one) return held !== null;
        give();
        head = next ?? head;
        if (one) emit({ ...one, diagnostic: { ...one.diagnostic, tool: shortTool(one.diagnostic) } });
        return false;
      },
      end: give,
    };
  },
};

function readHead(text: string, startLine: number): Head | null {
  const found = headline.exec(text)?.groups;
  if (!found) return null;
  const severity = found.severity as DiagnosticSeverity;
  return { startLine, severity, code: found.code ?? null, message: found.message ?? "" };
}

function blockFinding(
  { startLine, severity, code, message }: Head,
  place: Readonly<Record<string, string | undefined>>,
  endLine: number,
): DiagnosticFinding {
  const file = place.file ?? "";
  const tool = misspelt.test(message) ? "typos" : /\.pyi?$/.test(file) ? "ruff" : "rustc";
  const position = { file, line: Number(place.line), column: Number(place.column) };
  return {
    kind: "diagnostic",
    startLine,
    endLine,
    diagnostic: { tool, ...position, severity, code, message },
  };
}

/** Ruff's full format says "F401 [*] `os` imported but unused" above the arrow. */
function ruffHead(text: string, startLine: number): Head | null {
  const found = /^(?<code>[A-Z]{1,5}\d{2,4}|invalid-syntax):? (?:\[\*\] )?(?<message>\S.*)$/.exec(
    text,
  )?.groups;
  if (!found) return null;
  return { startLine, severity: "error", code: found.code ?? null, message: found.message ?? "" };
}

/** In the short format nothing but the sentence tells whose it is. */
function shortTool({ code, message }: DiagnosticFinding["diagnostic"]): string {
  return code !== null || compiler.test(message) ? "rustc" : "clippy";
}
