import { type LineFormat, lineFamily } from "./line-format";

/** Lines that lead up to a finding or comment on one. */
const context =
  /^(?:in file included|from )|: (?:note|remark): |: {1,4}(?:required|instantiated) from|: recursively required|: in (?:instantiation|member function|function|constructor|expansion)\b|: failure$/i;

const formats: readonly LineFormat[] = [
  {
    tool: "cpplint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+)(?::|\()(?<line>\d+)\)?: *(?<message>\S.*) \[(?<code>[\w+]{1,40}\/[\w+/]{1,60})\] {0,3}\[\d\]$/,
    severity: "warning",
  },
  {
    tool: "cppcheck",
    pattern:
      /^\[(?<file>[^\]:]+):(?<line>\d+)(?::(?<column>\d+))?\](?: -> \[[^\]]+\])?: \((?<severity>[a-z]{1,20})(?:,[^)]{0,60})?\) (?<message>.*)$/,
  },
  {
    tool: "flawfinder",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+)(?::(?<column>\d+))?: +\[(?<severity>[0-5])\] (?<message>\((?<code>[\w/]+)\).*)$/,
    severity: "warning",
  },
  {
    tool: "codechecker",
    pattern:
      /^\[(?<severity>UNSPECIFIED|STYLE|LOW|MEDIUM|HIGH|CRITICAL)\] (?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+):(?<column>\d+): (?<message>\S.*) \[(?<code>[\w.-]+)\]$/,
  },
  {
    tool: "clang-format",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+):(?<column>\d+): (?<severity>error|warning): (?<message>code should be clang-formatted) \[(?<code>-Wclang-format-violations)\]$/,
  },
  {
    tool: "swiftlint",
    pattern:
      /^(?<file>[^:]+\.swift):(?<line>\d+)(?::(?<column>\d+))?: (?<severity>warning|error): (?<message>[\w ]+ Violation: .*) \((?<code>\w+)\)$/,
  },
  {
    tool: "cppcheck",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+):(?:(?<column>\d+):)? (?<severity>error|warning|style|performance|portability|information): (?<message>\S.*) \[(?<code>[a-z]+[A-Z]\w*)\]$/,
  },
  {
    tool: "clang-tidy",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]+):(?<line>\d+):(?<column>\d+): (?<severity>warning|error): (?<message>\S.*) \[(?<code>(?!-W)[a-zA-Z][\w.+]*-[\w.,+-]+)\]$/,
  },
  {
    tool: "clang-tidy",
    pattern: /^(?<severity>warning|error): (?<message>\S.*) \[(?<code>clang-(?:diagnostic|tidy)-[\w.-]+)\]$/,
  },
  {
    tool: "swiftc",
    pattern:
      /^(?<file>[^:]+\.swift):(?<line>\d+):(?<column>\d+): (?<severity>warning|error): (?<message>.*)$/,
  },
  {
    tool: "doxygen",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:<>]+):(?<line>\d+): ?(?<severity>warning|error): (?<message>(?:(?:explicit link request to|argument '.*' of command @param|the following parameters? of|unable to resolve|unsupported xml|found unknown command|reference to|unexpected|illegal command|end of list marker|documented (?:symbol|function|empty)|(?:member|compound) .* is not documented|the name `|parameters of member|return type of member|no matching (?:file|class)|duplicate|include file).*))/i,
  },
  {
    tool: "gcc",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:%]+):(?<line>\d+):(?:(?<column>\d+):)?(?:\{[\d:{}-]+\}:)? *(?<severity>warning|(?:fatal |internal compiler |syntax )?error): (?<message>.*?)(?: ?\[(?<code>-W[^[\]]+)\])?$/i,
  },
  {
    tool: "gcc",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+\.(?:[cChHm]|cc|hh|mm|cu|[cht]pp|[ch]xx))\((?<line>\d+)(?:,(?<column>\d+))?\) ?: (?<severity>error|warning): (?<message>\S.*) \[(?<code>-W[^[\]]+)\]$/,
  },
  {
    tool: "gcc",
    pattern:
      /^(?:cc1\w*|gcc|g\+\+|clang(?:\+\+)?|c\+\+|cl|clang-cl)(?:-\d+)?: (?<severity>warning|(?:fatal |internal compiler )?error): (?<message>(?!linker command failed).*)$/,
  },
  {
    tool: "gcc",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+\.(?:[chsS]|cc|hh|cpp|hpp|cxx|hxx|c\+\+|ipp)):(?<line>\d+):(?:(?<column>\d+):)? (?<message>(?:.*no such file or directory|invalid preprocessing|stray |parse error|syntax error|.*undeclared|multiple definition of).*)/i,
    severity: "error",
  },
];

/** gcc, clang, swiftc and the linters that write like them: "file:line:column: severity: message [-Wrule]". */
export const cCompilers = lineFamily(
  "c-compilers",
  [
    "0: warning",
    "}: warning",
    "}: error",
    "0:warning",
    "0: error",
    "0:error",
    "0: fatal error",
    "0: style: ",
    "0: performance: ",
    "0: portability: ",
    "0: information: ",
    "0): error: ",
    "0): warning: ",
    "0: internal compiler error",
    "0:  warning",
    "0: syntax error",
    "] [0]",
    "0:  [",
    "]: (",
    "clang-diagnostic-",
    "^[low] ",
    "^[medium] ",
    "^[high] ",
    "^[critical] ",
    "^[style] ",
    "^cc0",
    "^gcc: ",
    ": error: unrecognized",
    ": fatal error: no input",
    "^clang",
    "^cl: ",
    "no such file or directory",
    "invalid preprocessing",
  ],
  formats,
  context,
);
