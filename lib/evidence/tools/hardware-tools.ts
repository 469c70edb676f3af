import { type LineFormat, lineFamily } from "./line-format";

/** Simulators and synthesis tools for hardware description languages, and the odd tools beside them. */
const formats: readonly LineFormat[] = [
  {
    tool: "cadence",
    pattern:
      /^(?:[a-z]\w*): \*(?<severity>[WEF]),(?<code>\w+) \((?<file>[^(),]+),(?<line>\d+)\|(?<column>\d+)\): (?<message>.*)$/,
  },
  {
    tool: "cadence",
    pattern:
      /^(?:[a-z]\w*): \*(?<severity>[WEF]),(?<code>\w+): (?<message>.*?)(?: \[File: ?(?<file>[^,[\]]+), Line: ?(?<line>\d+)\]\.?)?$/,
  },
  {
    tool: "modelsim",
    pattern:
      /^(?:# )?\*\* (?<severity>Warning|Error|Fatal)(?: \(suppressible\))?: (?:\(\w+-\d+\) )?(?<file>(?:[A-Za-z]:)?[^:()]+)\((?<line>\d+)\): (?:\((?<code>\w+-\d+)\) ?)?(?<message>.*)$/,
  },
  {
    tool: "modelsim",
    pattern:
      /^(?:# )?\*\* (?<severity>Warning|Error|Fatal|Note)(?: \(suppressible\))?: (?:\((?<code>\w+-\d+)\) ?)?(?<message>.*)$/,
  },
  {
    tool: "bluepearl",
    pattern: /^(?<severity>[WEF])-(?<code>\w{3,4}-\d{4}): (?<file>[^()\s]+)\((?<line>\d+)\): (?<message>.*)$/,
  },
  {
    tool: "oracle",
    pattern:
      /^\w+,(?<file>[\w#/]*,[A-Z_ ]*),[^,]*,(?<line>\d+),\d+,(?<code>(?:ORA|PLS|PLW)-\d{1,6}): {0,3}(?<message>.*)$/,
    severity: "warning",
  },
  {
    tool: "drmemory",
    pattern: /^(?:~~Dr\.M~~ )?Error #\d+: (?<message>(?<code>[A-Z][A-Z ]{1,40}[A-Z])\b.*)$/,
    severity: "error",
  },
  {
    tool: "embedded-engineer",
    pattern: /^\[[^\]]*\] (?<severity>Error|Warn) - (?<message>.*)$/,
  },
  {
    tool: "vivado",
    pattern:
      /^(?<severity>WARNING|CRITICAL WARNING|ERROR): \[(?<code>[\w ]+ \d+-\d+)\] (?<message>.*?)(?: \[(?<file>[^[\]]+):(?<line>\d+)\])?$/,
  },
  {
    tool: "verilator",
    pattern:
      /^%(?<severity>Warning|Error)(?:-(?<code>\w+))?: (?:(?<file>[^:]+):(?<line>\d+):(?:(?<column>\d+):)? )?(?<message>.*)$/,
  },
  {
    tool: "iverilog",
    pattern: /^(?<file>[^\s:][^:]*\.s?vh?):(?<line>\d+): (?:(?<severity>error|warning): )?(?<message>\S.*)$/,
    severity: "error",
  },
  {
    tool: "gnat",
    pattern:
      /^(?<file>[^\s:][^:]*\.ad[bs]):(?<line>\d+):(?<column>\d+): (?:(?<severity>warning|error): |\((?:style)\) )?(?<message>.*)$/,
    severity: "error",
  },
  {
    tool: "erlc",
    pattern:
      /^(?<file>[^\s:][^:]*\.(?:erl|hrl|yrl|xrl)):(?<line>\d+)(?::(?<column>\d+))?: (?:(?<severity>Warning): )?(?<message>.*)$/,
    severity: "error",
  },
  {
    tool: "perlcritic",
    pattern:
      /^(?:(?<file>(?:[A-Za-z]:)?[^:]+\.(?:pl|pm|t|cgi)): )?(?<message>.*) at line (?<line>\d{1,7}), column (?<column>\d{1,7})\. {1,3}(?:See pages? [\d,]{1,40} of PBP|[^.]{0,200})\. {1,3}\(Severity: (?<code>\d)\)$/,
    severity: "warning",
  },
  {
    tool: "dart",
    pattern:
      /^(?<severity>info|warning|error) [•-] (?<message>.*?)(?: at| •| -) (?<file>[^\s:•]{1,300}\.dart):(?<line>\d{1,7}):(?<column>\d{1,7})(?: [•-] \(?(?<code>\w{1,80})\)?)?$/,
  },
  {
    tool: "dart",
    pattern:
      /^(?<severity>info|warning|error) [•-] (?<file>[^\s:•]+\.dart):(?<line>\d+):(?<column>\d+) [•-] (?<message>.*) [•-] (?<code>\w+)$/,
  },
  {
    tool: "dart",
    pattern:
      /^(?<severity>INFO|WARNING|ERROR)\|\w+\|(?<code>\w+)\|(?<file>[^|]+)\|(?<line>\d+)\|(?<column>\d+)\|\d+\|(?<message>.*)$/,
  },
  {
    tool: "dart",
    pattern:
      /^(?<file>[^\s:]+\.dart):(?<line>\d+):(?<column>\d+): (?<severity>Error|Warning): (?<message>\S.*)$/,
  },
  {
    tool: "perforce",
    pattern:
      /^(?<file>(?:\/\/|[A-Za-z]:|\/|\.\.)\S.*?)(?:#\d+)? - (?<message>(?:can't|also opened by|warning|missing, assuming text|must |using |already|currently opened|open for|can only|nothing changed).*)/,
    severity: "warning",
  },
  {
    tool: "robocopy",
    pattern:
      /^\*?(?<code>EXTRA File|New File|same)\s{2,40}(?:\d{1,15}(?:\.\d+ [kmg])?\s{1,40})?(?<file>\S.*)$/,
    severity: "warning",
  },
  {
    tool: "buckminster",
    pattern:
      /^(?<severity>Error|Warning): file (?<file>(?:[A-Za-z]:)?[^:]+?)(?:, line (?<line>\d{1,7}))?: (?<message>.*)$/i,
  },
  {
    tool: "code-generator",
    pattern:
      /^(?<severity>Warning|Error): (?<message>(?:The \w+ block|Unset|Block|Unconnected|Data Type|Parameter|Output port|Input port|Model).*)$/,
  },
];

export const hardwareTools = lineFamily(
  "hardware-tools",
  [
    ": *w,",
    ": *e,",
    ": *f,",
    "** warning",
    "** error",
    "** fatal",
    "warning-",
    ".v:0",
    ".sv:0",
    ".svh:0",
    "error-",
    "warning: [",
    "error: [",
    "^w-",
    "^e-",
    "^f-",
    ",ora-0",
    ",pls-0",
    ",plw-0",
    "error #0",
    "] warn - ",
    "] error - ",
    ".adb:0",
    ".ads:0",
    ".erl:0",
    ".hrl:0",
    ".yrl:0",
    "(severity: 0)",
    ".dart:0",
    "compile_time_error",
    "static_warning",
    "static_type_warning",
    " - can't ",
    " - also opened by",
    " - warning",
    " - missing, assuming",
    " - nothing changed",
    " - must ",
    " - using ",
    " - already",
    "extra file",
    "new file",
    "^warning: file ",
    "^error: file ",
    "warning: file ",
    "error: file ",
    "^    same",
    "\tsame\t",
  ],
  formats,
);
