import { type LineFormat, lineFamily } from "./line-format";

const graded = "(?<severity>fatal error|internal error|catastrophic error|error|warning|remark|info)";

/** Compilers for microcontrollers and DSPs, and the checkers of their world. Most put the file in quotes. */
const formats: readonly LineFormat[] = [
  {
    tool: "iar",
    pattern:
      /^"(?<file>[^"]+)",(?<line>\d+) +(?<severity>Fatal error|Error|Warning|Remark)\[(?<code>\w+)\]: (?<message>.*)$/,
  },
  {
    tool: "iar",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()"]+)\((?<line>\d+)\) ?: (?<severity>Fatal error|Error|Warning|Remark)\[(?<code>\w+)\]: (?<message>.*)$/,
  },
  {
    tool: "iar",
    pattern:
      /^(?<severity>Fatal error|Error|Warning)\[(?<code>[A-Za-z]{0,2}\d{1,5})\]: (?<message>.*?)(?: \[\S+\])?$/,
  },
  {
    tool: "iar-cstat",
    pattern:
      /^(?:"?(?<file>[^"(,]{1,400})"?[(,](?<line>\d{1,7})\)?\s{1,8})?Severity-(?<severity>Low|Medium|High)\[(?<code>[^\]\s]{1,60})\]:(?<message>.*)$/,
  },
  {
    tool: "diab",
    pattern: new RegExp(
      String.raw`^"(?<file>[^"]+)", line (?<line>\d+): ${graded} \((?<code>\w+:\d+)\): (?<message>.*)$`,
    ),
  },
  {
    tool: "ti-cgt",
    pattern:
      /^"(?<file>[^"]+)", +(?<severity>WARNING|ERROR)! {1,8}at line (?<line>\d+): {1,8}(?:\[(?<code>\w+)\] )?(?<message>.*)$/,
  },
  {
    tool: "edg",
    pattern: new RegExp(
      String.raw`^"(?<file>[^"]+)", line (?<line>\d+)(?: \(col(?:\.|umn) ?(?<column>\d+)\))?: *${graded}:? *(?:#?(?<code>\d+(?:-\w)?))?: *(?<message>.*)`,
      "i",
    ),
  },
  {
    tool: "ti-cgt",
    pattern:
      /^(?<severity>warning|error): (?<message>symbol '.*|unresolved symbols? .*|errors encountered during linking.*|unresolved .*)$/,
  },
  {
    tool: "sunc",
    pattern:
      /^"(?<file>[^"]+)", line (?<line>\d+): (?:(?<severity>warning|error|fatal): )?(?<message>\S.*)$/i,
    severity: "error",
  },
  {
    tool: "armcc",
    pattern:
      /^"?(?<file>(?:[A-Za-z]:)?[^":,()]+)"?\((?<line>\d+)\): (?<severity>error|warning): +#(?<code>\d+(?:-\w)?): (?<message>.*)$/,
  },
  {
    tool: "xlc",
    pattern:
      /^"?(?<file>[^",]+)"?, line (?<line>\d+)\.(?<column>\d+): (?<code>\d+-\d+) \((?<severity>[USEWIL])\) (?<message>.*)$/,
  },
  { tool: "xlc", pattern: /^ld: (?<code>0711-\d+) (?<severity>\w+): (?<message>.*)$/ },
  {
    tool: "tasking",
    pattern:
      /^(?:\w+) (?<severity>[IWEFS])(?<code>\d+): (?:\["(?<file>[^"]+)" (?<line>\d+)(?:\/(?<column>\d+))?\] )?(?<message>.*)$/,
  },
  {
    tool: "crosscore",
    pattern:
      /^"(?<file>[^"]+)", line (?<line>\d+)(?:,? ?\(col\. (?<column>\d+)\))?: (?<code>(?:cc|li|ea)\d+): +(?:\{D\} +)?(?<severity>\w+): (?<message>.*)$/,
  },
  {
    tool: "crosscore",
    pattern:
      /^\[(?<severity>Error|Warning) (?<code>[a-z]{1,4}\d{3,5})\] *(?:"(?<file>[^"]+)"[: ](?<line>\d+)(?::(?<column>\d+))?:? *)?(?<message>\S.*)/,
  },
  {
    tool: "qac",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+)\((?<line>\d+),(?<column>\d+)\): (?<severity>Err|Msg)\((?<code>\d+:\d+)\) (?:\[\w\] )?(?<message>.*)$/,
    severity: "warning",
  },
  {
    tool: "pc-lint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()<>]+)\((?<line>\d+)\): (?<severity>Info|Warning|Error|Note) (?<code>\d+): (?<message>.*)$/,
  },
  {
    tool: "pc-lint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:()]+(?: [^\s:()]+)*?)[ :]+(?<line>\d+)[ :]+(?:(?<column>\d+) +)?(?<severity>Info|Warning|Error|Note|Fatal) (?<code>\d{2,5}): (?<message>.*)$/,
  },
  {
    tool: "intel",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+)\((?<line>\d+)\): (?:\(col\. (?<column>\d+)\) )?(?<severity>remark|warning|error|message|(?:catastrophic|fatal) error)(?: #(?<code>\d+):| :) (?<message>.*)$/,
    severity: "info",
  },
  {
    tool: "intel",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+)\((?<line>\d+)\): \(col\. (?<column>\d+)\) (?<severity>remark|warning): (?<message>.*)$/,
    severity: "info",
  },
  {
    tool: "metrowerks",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+)\((?<line>\d+)\): (?<severity>ERROR|WARNING|INFORMATION) (?<code>[CLA]\d+): (?<message>.*)$/,
  },
  {
    tool: "metrowerks",
    pattern: /^(?<severity>WARNING|ERROR|INFORMATION|FATAL) (?<code>[LA]\d+): (?<message>.*)$/,
  },
  {
    tool: "coolflux",
    pattern:
      /^(?:\S{1,80} ){0,4}(?<severity>Warning|Error):? in "(?<file>[^"]{1,400})", line (?<line>\d{1,7})(?:,[^:]{0,80})?: (?<message>.*)$/i,
  },
  {
    tool: "acucobol",
    pattern: /^(?<file>(?:[A-Za-z]:)?[^:,]+), line (?<line>\d+): (?<severity>Warning|Error): (?<message>.*)$/,
  },
  {
    tool: "tnsdl",
    pattern: /^tnsdl[^:]{0,200}:\([^()]{0,100}\) (?<file>[^()]{1,300}) \((?<line>\d{1,7})\):(?<message>.*)$/,
    severity: "warning",
  },
];

export const embeddedCompilers = lineFamily(
  "embedded-compilers",
  [
    "severity-",
    '", line 0',
    '",0',
    " at line 0",
    ", line 0",
    "0): error:  #",
    "0): warning:  #",
    "0): remark",
    "0): (col.",
    "0): warning",
    "0): error",
    "0): info",
    "0): note 0",
    "0): message",
    "): msg(",
    "): err(",
    "  warning 0",
    "  info 0",
    "  error 0",
    "  note 0",
    " info 0",
    "error[",
    "warning[",
    'warning in "',
    'error in "',
    "^warning l0",
    "^error l0",
    "^[warning ",
    "^[error ",
    "tnsdl",
    "unresolved symbol",
    "encountered during linking",
    "^warning: symbol",
    " w000: ",
    " e000: ",
    " f000: ",
    "ld: 0000-",
  ],
  formats,
  /^\d+ (?:errors?|warnings?)|^\/\//i,
);
