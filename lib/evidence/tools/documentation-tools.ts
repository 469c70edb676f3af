import { type LineFormat, lineFamily } from "./line-format";

const formats: readonly LineFormat[] = [
  {
    tool: "sphinx-linkcheck",
    pattern:
      /^\(?(?<file>[^\s:()][^:()]*?)(?::|: *line +)(?<line>\d+)[:)] *\[(?<code>broken|local|redirected[\w -]*|timeout)\] (?<message>\S.*)$/,
    severity: "warning",
  },
  {
    tool: "sphinx",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]*(?::docstring of [^:]+)?):(?<line>\d+)?: (?<severity>WARNING|ERROR|CRITICAL|SEVERE): (?<message>.*)$/,
  },
  {
    tool: "sphinx",
    pattern:
      /^(?<severity>WARNING|ERROR): (?<message>(?:document isn't included|toctree|html_static_path|unsupported theme|invalid signature|autodoc|duplicate label).*)$/,
  },
  {
    tool: "sphinx",
    pattern: /^(?<file>[^:]+\.(?:rst|md|txt|py)): (?<severity>WARNING|ERROR): (?<message>.*)$/,
  },
  {
    tool: "doxygen",
    pattern: /^<?(?<file>[^:<>]+)>?:(?<line>-?\d+):(?<severity>warning|error): ?(?<message>.*)$/,
  },
  // Where it knows the file alone.
  {
    tool: "doxygen",
    pattern: /^(?<file>[^\s:<>][^:<>]*):(?<line>-1): (?<severity>warning|error): (?<message>.*)$/,
  },
  {
    tool: "doxygen",
    pattern:
      /^(?<severity>Warning|Error|Notice): (?<message>(?:tag|the selected|doxygen|problems running|ignoring|doxygen no longer|source|include graph|graph for|could not open|tag file|group |\w+ is not|failed to).*)$/i,
  },
  {
    tool: "qdoc",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]+\.qdoc\w*):(?<line>\d+): (?:\(qdoc\) )?(?<severity>warning|error): (?<message>.*)$/,
  },
];

/** Sphinx and Doxygen. */
export const documentationTools = lineFamily(
  "documentation-tools",
  [
    ": [broken]",
    ": [redirected",
    ": [local]",
    ": warning: ",
    ":warning: ",
    ":error: ",
    ": error: ",
    ": severe: ",
    ": critical: ",
    "^warning: ",
    "^error: ",
    "^notice: ",
  ],
  formats,
);
