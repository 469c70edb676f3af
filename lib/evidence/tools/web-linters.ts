import { type LineFormat, lineFamily } from "./line-format";

const formats: readonly LineFormat[] = [
  {
    tool: "eslint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*): line (?<line>\d+), col(?:umn)? (?<column>\d+), (?<severity>Error|Warning|Info) - (?<message>.*?)(?: ?\((?<code>[@\w/.-]+)\))?$/i,
  },
  {
    tool: "jshint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*): line (?<line>\d+), col (?<column>\d+), (?<message>.*?)(?: \((?<code>[WEI]\d+)\))?$/,
    severity: "warning",
  },
  {
    tool: "eslint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+):(?<column>\d+): (?<message>\S.*) \[(?<severity>Error|Warning)(?:\/(?<code>[@\w/.-]+))?\]$/,
  },
  {
    tool: "htmlhint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:x?html?|vue|hbs)):(?<line>\d+):(?<column>\d+): (?<message>\S.*) \[(?<severity>error|warning|info)\/(?<code>[\w/-]+)\]$/,
  },
  {
    tool: "eslint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:()]*\.(?:[cm]?[jt]sx?|vue|svelte))\((?<line>\d+),(?<column>\d+)\): (?<severity>error|warning) (?!TS\d)(?:(?<code>[@\w][\w@/.-]*) )?: (?<message>.*)$/,
  },
  {
    tool: "tslint",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:()]*\.[jt]sx?)\((?<line>\d+),(?<column>\d+)\): (?<severity>error|warning) (?<code>[a-z][\w-]+): (?<message>.*)$/,
  },
  {
    tool: "tslint",
    pattern:
      /^(?:(?<severity>ERROR|WARNING): )?(?:\((?<code>[\w-]+)\) )?(?<file>(?:[A-Za-z]:)?[^\s:[][^[:]*)\[(?<line>\d+), (?<column>\d+)\]: (?<message>.*)$/,
    severity: "error",
  },
  {
    tool: "tslint",
    pattern:
      /^(?<severity>ERROR|WARNING): (?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.[jt]sx?):(?<line>\d+):(?<column>\d+) - (?<message>.*)$/,
  },
  {
    tool: "esbuild",
    pattern: /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.\w+):(?<line>\d+):(?<column>\d+): ERROR: (?<message>\S.*)/,
    severity: "error",
  },
  {
    tool: "standard",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:[cm]?[jt]sx?|vue|svelte)):(?<line>\d+):(?<column>\d+): (?<message>\S.*?)(?: \((?<code>[@\w/.-]+)\))?(?: \((?<severity>warning)\))?$/,
    severity: "error",
  },
  {
    tool: "markdownlint",
    pattern:
      /^(?<file>[^\s:][^:]*):(?<line>\d+)(?::(?<column>\d+))? (?:(?<severity>error|warning) )?(?<code>MD\d{3}(?:\/[\w-]+)*) (?<message>.*)$/,
    severity: "error",
  },
  {
    tool: "biome",
    pattern: /^(?<file>[^\s:][^:]*\.\w+) (?<message>(?<code>format|organizeImports|assist|parse|lint)) ━+$/,
    severity: "error",
  },
  {
    tool: "vale",
    pattern: /^(?<file>[^\s:][^:]*):(?<line>\d+):(?<column>\d+):(?<code>[A-Z]\w+\.\w+):(?<message>.*)$/,
    severity: "warning",
  },
];

/** ESLint's one-line formats, JSHint, TSLint, StandardJS, markdownlint and Biome. */
export const webLinters = lineFamily(
  "web-linters",
  [
    ": line 0",
    "/error]",
    "/warning]",
    "[error/",
    "[warning/",
    "[0, 0",
    "[00, 0",
    "[000, 0",
    "[0000, 0",
    ".ts:0",
    ".tsx:0",
    ".js(0",
    ".jsx(0",
    ".ts(0",
    ".tsx(0",
    ".vue(0",
    ".html:0",
    ".htm:0",
    ".js:0",
    ".jsx:0",
    ".mjs:0",
    ".cjs:0",
    ".vue:0",
    ".svelte:0",
    " md000",
    " format ",
    " organizeimports ",
  ],
  formats,
  /^at |^file:\/\/|: in function|^error in |^node:|^\(|^webpack/i,
);
