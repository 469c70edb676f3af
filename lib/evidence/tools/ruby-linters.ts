import { type LineFormat, lineFamily } from "./line-format";

const formats: readonly LineFormat[] = [
  {
    tool: "rubocop",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+):(?<column>\d+): (?<severity>[RCWEFI]): (?!\[Corrected\])(?:\[Correctable\] )?(?<message>(?:(?<code>[A-Z]\w*(?:\/\w+)+): )?.*)$/,
  },
  {
    tool: "standard",
    pattern:
      /^(?<file>[^\s:][^:]*\.(?:rb|rake|gemspec|ru)|Gemfile|Rakefile):(?<line>\d+):(?<column>\d+): (?<message>(?<code>[A-Z]\w*(?:\/\w+)+): .*)$/,
    severity: "warning",
  },
  {
    tool: "slim-lint",
    pattern: /^(?<file>[^\s:][^:]*\.slim):(?<line>\d+) \[(?<severity>[WE])\] (?<message>(?<code>\w+): .*)$/,
  },
  {
    tool: "haml-lint",
    pattern: /^(?<file>[^\s:][^:]*):(?<line>\d+) \[(?<severity>[WE])\] (?<message>(?:(?<code>\w+): )?.*)$/,
  },
  {
    tool: "erb-lint",
    pattern: /^(?<file>[^\s:][^:]*\.erb):(?<line>\d+):(?<column>\d+): (?<message>.*)$/,
    severity: "warning",
  },
  {
    tool: "reek",
    pattern:
      /^(?:\[\d+(?:, \d+)*\]:)?(?<file>[^\s:][^:]*\.rb):(?<line>\d+): (?<message>(?<code>[A-Z]\w+): .*)$/,
    severity: "warning",
  },
  {
    tool: "sorbet",
    pattern: /^(?<file>[^\s:][^:]*\.rbi?):(?<line>\d+): (?<message>\S.* https:\/\/srb\.help\/(?<code>\d+))$/,
    severity: "error",
  },
  {
    tool: "fasterer",
    pattern: /^(?<file>[^\s:][^:]*\.(?:rb|rake)):(?<line>\d+) (?<message>[A-Z].*)$/,
    severity: "warning",
  },
  {
    tool: "brakeman",
    pattern: /^(?<file>[^\t:]+\.\w+)\t(?<line>\d+)\t(?<message>(?<code>[A-Z][\w -]*)\t.*)$/,
    severity: "warning",
  },
  {
    tool: "foodcritic",
    pattern: /^(?<message>(?<code>FC\d+): .*): (?<file>[^:]+):(?<line>\d+)$/,
    severity: "warning",
  },
  {
    tool: "ruby",
    pattern: /^(?<file>[^\s:][^:]*\.rb):(?<line>\d+): (?<severity>warning): (?<message>\S.*)$/,
  },
  {
    tool: "ruby",
    pattern:
      /^(?<file>[^\s:][^:]*\.rb):(?<line>\d+):in [`'][^']{1,120}': (?<message>.*) \((?<code>[A-Z][\w:]*)\)$/,
    severity: "error",
  },
  {
    tool: "ruby",
    pattern: /^(?<file>[^\s:][^:]*\.rb):(?<line>\d+): (?<message>syntax errors?(?: found)?\b.*)$/,
    severity: "error",
  },
  {
    tool: "puppet-lint",
    pattern:
      /^(?:(?<file>\S[^:]{0,300}\.pp) - )?(?<severity>WARNING|ERROR): (?<message>.*) on line (?<line>\d{1,7})(?: col(?:umn)? (?<column>\d{1,7}))?(?: \(check: (?<code>\w{1,60})\))?$/,
  },
  {
    tool: "puppet-lint",
    pattern:
      /^(?<file>[^\s:][^:]*\.pp):(?<line>\d+):(?:(?<column>\d+):)? ?(?:(?<code>\w+):)?(?<severity>warning|error): ?(?<message>.*)$/i,
  },
];

/** Ruby's linters, and those of Puppet and Chef. */
export const rubyLinters = lineFamily(
  "ruby-linters",
  [
    "0: c: ",
    "0: w: ",
    "0: e: ",
    "0: f: ",
    "0: r: ",
    "0: i: ",
    " [w] ",
    " [e] ",
    ".rb:0",
    ".rbi:0",
    ".rake:0",
    ".ru:0",
    ".gemspec:0",
    "^gemfile:0",
    "^rakefile:0",
    "  gemfile:0",
    ".erb:0",
    ".pp:0",
    ".pp - ",
    " on line 0",
    "\t0",
    "^fc000: ",
  ],
  formats,
);
