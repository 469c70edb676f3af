import type { Family } from "../family";
import { type LineFormat, lineFamily } from "./line-format";

const place = String.raw`(?<file>(?:[A-Za-z]:)?[^\s:[][^:]*\.go):(?<line>\d+)(?::(?<column>\d+))?`;

/** How the compiler begins its sentences: https://pkg.go.dev/internal/types/errors. */
const compiler = String.raw`undefined: |undeclared name|declared and not used|imported and not used|"[^"]+" imported |cannot |syntax error|missing return|too many |not enough |assignment mismatch|invalid |duplicate |undefined \(|no required module|package .* is not in|.* (?:declared (?:and|but) not used|redeclared|undefined|is not a type|is not used|does not implement|not (?:declared|exported) by package)|expected |import cycle|could not import|non-declaration statement|missing function body|unexpected |first argument to append|.*: not defined|(?:unknown|mixed) |(?:constant|multiple-value) |no new variables|label |break |method |type |use of `;

const formats: readonly LineFormat[] = [
  {
    tool: "gosec",
    pattern:
      /^\[(?<file>[^\]:]+\.go):(?<line>\d+)(?:-\d+)?(?::(?<column>\d+))?\] - (?<message>(?<code>G\d+)(?: \([^)]*\))?: .*?)(?: \(Confidence: \w+, Severity: (?<severity>\w+)\))?$/,
  },
  {
    tool: "staticcheck",
    pattern: new RegExp(String.raw`^${place}: (?<message>.*) \((?<code>(?:SA|ST|S|QF|U)\d{4})\)$`),
    severity: "warning",
  },
  {
    tool: "golangci-lint",
    pattern: new RegExp(
      String.raw`^${place}: (?:(?<severity>error|warning|info): )?(?<message>.*) \((?<code>[a-z][\w-]+)\)$`,
    ),
    severity: "error",
  },
  {
    tool: "misspell",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+):(?<column>\d+): (?<message>"[^"]+" is a misspelling of .*)$/,
    severity: "warning",
  },
  { tool: "govet", pattern: new RegExp(`^vet: ${place}: (?<message>.*)$`), severity: "error" },
  {
    tool: "go-consistent",
    pattern: new RegExp(String.raw`^${place}: (?<message>[a-z][\w -]*: (?:use|put|remove|prefer|add) .*)$`),
    severity: "warning",
  },
  {
    tool: "go",
    pattern: new RegExp(`^${place}: (?<message>(?:${compiler}).*)`),
    severity: "error",
  },
  {
    tool: "golint",
    pattern: new RegExp(
      String.raw`^${place}: (?<message>(?:exported |don't use |should |comment on |if block ends|error var |receiver name |a blank import|package comment|context\.Context|.* should (?:be|have|not|replace)).*)`,
    ),
    severity: "warning",
  },
  { tool: "govet", pattern: new RegExp(String.raw`^${place}: (?<message>\S.*)$`), severity: "warning" },
  {
    tool: "gofmt",
    pattern: /^(?<message>diff (?:-u )?(?<file>\S+\.go)\.orig \S+)$/,
    severity: "warning",
  },
  {
    tool: "go-modules",
    pattern:
      /^go: (?<message>(?:[^@]*@\S+: )?(?:reading|invalid|unknown revision|verifying|module|missing|updates to|inconsistent|cannot find|no required|errors parsing).*)/,
    severity: "error",
  },
];

const findings = lineFamily(
  "go-tools",
  [".go:0", ".go.orig ", "is a misspelling of", "^go: "],
  formats,
  /^(?:panic|goroutine|\t|created by)|: Failure$|_test\.go:\d+: (?:got|want|expected)/,
);

/** What a test says of itself stands indented behind the bare name of its file, without a column. */
const saidByTest = /^\s{4,}[^\s/:]+_test\.go:\d+: /;

/** go build, go vet and the linters that write "file.go:line:column: message". */
export const goTools: Family = {
  ...findings,
  open(emit, log) {
    const reader = findings.open(emit, log);
    return { line: (text, lineNumber) => !saidByTest.test(text) && reader.line(text, lineNumber) };
  },
};
