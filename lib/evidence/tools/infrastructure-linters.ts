import { type LineFormat, lineFamily } from "./line-format";

const place = String.raw`(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+)(?::(?<column>\d+))?`;

/** Linters of YAML, Dockerfiles, shell scripts, protocol buffers, dotenv files and the like. */
const formats: readonly LineFormat[] = [
  {
    tool: "yamllint",
    pattern: new RegExp(
      String.raw`^${place}: \[(?<severity>warning|error)\] (?<message>.*?)(?: \((?<code>[\w-]+)\))?$`,
    ),
  },
  {
    tool: "ansible-lint",
    pattern: new RegExp(String.raw`^${place}: \[(?<code>[A-Z]{0,8}\d{3,4})\] (?<message>.*)$`),
    severity: "warning",
  },
  {
    tool: "ansible-lint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.ya?ml):(?<line>\d+)(?::(?<column>\d+))?: (?<code>[a-z][\w-]*(?:\[[\w.:/ -]+\])?):? (?<message>\S.*?)(?: \((?<severity>warning)\))?$/,
    severity: "error",
  },
  {
    tool: "hadolint",
    pattern: new RegExp(
      String.raw`^${place} (?<code>(?:DL|SC)\d{4}) (?:(?<severity>error|warning|info|style): )?(?<message>.*)$`,
    ),
  },
  {
    tool: "shellcheck",
    pattern: new RegExp(
      String.raw`^${place}: (?<severity>error|warning|note|info|style): (?<message>.*) \[(?<code>SC\d{4})\]$`,
    ),
  },
  {
    tool: "protolint",
    pattern: /^\[(?<file>[^\]:]+\.proto):(?<line>\d+):(?<column>\d+)\] (?<message>.*)$/,
    severity: "warning",
  },
  {
    tool: "buf",
    pattern: /^(?<file>[^\s:][^:]*\.proto):(?<line>\d+):(?<column>\d+): ?(?<message>\S.*)$/,
    severity: "error",
  },
  {
    tool: "dotenv-linter",
    pattern:
      /^(?<file>(?:\S*\/)?\.env[\w.-]*|\S+\.env):(?<line>\d+):? (?<message>(?:(?<code>[A-Z]\w+): )?[A-Z].*)$/,
    severity: "warning",
  },
  {
    tool: "luacheck",
    pattern:
      /^(?<file>[^\s:][^:]*\.(?:lua|rockspec|luacheckrc)):(?<line>\d+):(?<column>\d+)(?:-\d+)?: (?:\((?<code>(?<severity>[EW])\d+)\) )?(?<message>.*)$/,
    severity: "warning",
  },
  {
    tool: "oelint",
    pattern:
      /^(?<file>[^\s:][^:]*\.(?:bb|bbappend|bbclass|inc|conf)):(?<line>-?\d+):(?<severity>error|warning|info):(?<code>[\w.]+):(?<message>.*)$/,
  },
  {
    tool: "terraform",
    pattern: /^(?<file>\S+\.tf):(?<line>\d+),(?<column>\d+)-\d+(?:,\d+)?: (?<message>.*)$/,
    severity: "error",
  },
  {
    tool: "tflint",
    pattern:
      /^(?<file>\S+\.tf):(?<line>\d+):(?<column>\d+): (?<severity>Error|Warning|Notice) - (?<message>.*) \((?<code>\w+)\)$/,
  },
  {
    tool: "commitlint",
    pattern: /^(?:✖|⚠|x) {2,4}(?<message>\S.*) \[(?<code>[a-z]+-[a-z-]+)\]$/,
    severity: "error",
  },
  {
    tool: "svelte-check",
    pattern:
      /^(?:\d{10,16} )?(?<severity>ERROR|WARNING) "(?<file>[^"]+)" (?<line>\d+):(?<column>\d+) "(?<message>.*)"$/,
  },
  {
    tool: "astro",
    pattern:
      /^(?<file>[^\s:]+\.\w+):(?<line>\d+):(?<column>\d+) - (?<severity>error|warning) (?<code>ts\(\d+\)): (?<message>\S.*)$/,
  },
  {
    tool: "sqlfluff",
    pattern: /^L:\s+(?<line>\d+) \| P:\s+(?<column>\d+) \| +(?<code>\w+) \| (?<message>.*)$/,
    severity: "warning",
  },
  {
    tool: "zptlint",
    pattern: /^\*{3} Error in: (?<file>\S+)$/,
    severity: "error",
  },
  {
    tool: "xmllint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+): (?<message>(?:(?<code>parser|namespace|validity|schemas?|encoding|I\/O) (?<severity>error|warning)|element [\w:.-]+: [\w ]+) ?: .*)$/,
    severity: "error",
  },
  {
    tool: "actionlint",
    pattern:
      /^(?<file>\.github\/\S+\.ya?ml):(?<line>\d+):(?<column>\d+): (?<message>.*) \[(?<code>[\w-]+)\]$/,
    severity: "error",
  },
];

export const infrastructureLinters = lineFamily(
  "infrastructure-linters",
  [
    "0: [warning] ",
    "0: [error] ",
    "0: [e",
    "0: [0",
    "0: [ansible",
    ".yml:0",
    ".yaml:0",
    " dl0000 ",
    " sc0000 ",
    "[sc0000]",
    ".proto:0",
    "^.env",
    "/.env",
    ".env:0",
    ".lua:0",
    ".rockspec:0",
    ":oelint.",
    ".tf:0",
    "^l:  ",
    "*** error in: ",
    "parser error : ",
    "parser warning : ",
    ": element ",
    "validity error : ",
    "namespace error : ",
    "-empty]",
    "-enum]",
    "-case]",
    "-length]",
    "-full-stop]",
    "-blank]",
    ' error "',
    ' warning "',
    " ts(0",
  ],
  formats,
  /^at |: ok$/,
);
