import { type LineFormat, lineFamily } from "./line-format";

const file = String.raw`(?<file>(?:[A-Za-z]:)?[^\s:](?:[^:]*[^\s:])?)`;
const place = String.raw`${file}:(?<line>\d+)(?::(?<column>\d+))?`;

const formats: readonly LineFormat[] = [
  {
    tool: "bandit",
    pattern: new RegExp(
      String.raw`^${place}: (?<code>B\d{3})\[\w+\]: (?<severity>LOW|MEDIUM|HIGH|UNDEFINED): (?<message>.*)$`,
    ),
  },
  {
    tool: "pylint",
    pattern: new RegExp(
      String.raw`^${place}: \[(?<code>(?<severity>[CRWEFI])\d{4})(?:\([\w-]+\))?(?:, (?:[^\]]*))?\] (?<message>.*)$`,
    ),
  },
  {
    tool: "pylint",
    pattern: new RegExp(String.raw`^${place}: (?<code>(?<severity>[CRWEFI])\d{4}): (?<message>.*)$`),
  },
  {
    tool: "mypy",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.pyi?):(?<line>\d+)(?::(?<column>\d+))?(?::\d+:\d+)?: (?<severity>error|warning|note): (?<message>.*?)(?: {2}\[(?<code>[a-z-]+)\])?$/,
  },
  {
    tool: "mypy",
    pattern:
      /^(?<file>[^\s:][^:]*\.pyi?): (?<severity>error|note): (?<message>.*?)(?: {2}\[(?<code>[a-z-]+)\])?$/,
  },
  {
    tool: "pyright",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.pyi?):(?<line>\d+):(?<column>\d+) - (?<severity>error|warning|information): (?<message>.*?)(?: \((?<code>report\w+)\))?$/,
  },
  {
    tool: "flake8",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:pyi?|ipynb|pyx)):(?:cell \d+:)?(?<line>\d+):(?<column>\d+): (?<code>[A-Z]{1,5}\d{1,5}):? (?:\[\*\] )?(?<message>.*)$/,
  },
  {
    tool: "flake8",
    pattern: /^(?<file>stdin|-):(?<line>\d+):(?<column>\d+): (?<code>[A-Z]{1,5}\d{2,4}) (?<message>.*)$/,
  },
  {
    tool: "isort",
    pattern:
      /^(?<severity>ERROR): (?<file>\S.{0,400}\.\w{1,8}) (?<message>Imports are incorrectly sorted.{0,120})$/,
  },
  {
    tool: "black",
    pattern:
      /^(?<severity>error): (?<message>cannot format (?<file>[^:]+): Cannot parse:? (?:for target version [^:]{1,80}: )?(?<line>\d{1,7}):(?<column>\d{1,7}): .*)$/,
  },
  { tool: "black", pattern: /^(?<severity>error): (?<message>cannot format (?<file>[^:]+): .*)$/ },
  { tool: "black", pattern: /^(?<message>would reformat) (?<file>\S.*)$/, severity: "warning" },
  { tool: "black", pattern: /^(?<message>reformatted) (?<file>\S.*\.\w+)$/, severity: "info" },
  { tool: "ruff", pattern: /^(?<message>Would reformat): (?<file>\S.*)$/, severity: "warning" },
  {
    tool: "pylint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:()]*\.pyi?)\((?<line>\d+)\): \[(?<code>(?<severity>[CRWEFI])\d{4})(?:\([\w-]+\))?[^\]]{0,200}\] (?<message>.*)$/,
  },
  {
    tool: "pyflakes",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.pyi?):(?<line>\d+):(?:(?<column>\d+):?)? (?<message>(?:'[^']{1,200}' (?:imported but unused|may be undefined|from )|'from \S+ import \*' used|undefined name |redefinition of |local variable |import '|invalid syntax|list comprehension redefines|unable to detect undefined names|dictionary key |duplicate argument |\S+ (?:imported but unused|assert is always)|unexpected indent|unindent does not match|f-string is missing|'[^']{1,60}' % \.\.\. ).*)$/,
    severity: "warning",
  },
  {
    tool: "vulture",
    pattern:
      /^(?<file>[^\s:][^:]*\.py):(?<line>\d+): (?<message>unused .{1,200} \(\d{1,3}% confidence.{0,60}\))$/,
    severity: "warning",
  },
  {
    tool: "codespell",
    pattern: /^(?<file>[^\s:][^:]*):(?<line>\d+): (?<message>\S+ ==> \S.*)$/,
    severity: "warning",
  },
];

export const pythonLinters = lineFamily(
  "python-linters",
  [
    ".py:0",
    ".py(0",
    ".py: error: ",
    ".py: note: ",
    ".pyi:0",
    ".ipynb:",
    "^stdin:0",
    "^error: ",
    "would reformat",
    "^reformatted ",
    "0: [c0",
    "0: [w0",
    "0: [e0",
    "0: [r0",
    "0: [f0",
    "0: c0000: ",
    "0: w0000: ",
    "0: e0000: ",
    "0: r0000: ",
    "[bandit]",
    " ==> ",
  ],
  formats,
);
