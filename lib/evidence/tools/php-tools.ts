import { type LineFormat, lineFamily } from "./line-format";

const place = String.raw`(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:php\d?|phtml|inc|ctp|module|install)):(?<line>\d+)`;

const formats: readonly LineFormat[] = [
  {
    tool: "phpcs",
    pattern: new RegExp(String.raw`^${place}:(?<column>\d+): (?<severity>error|warning) - (?<message>.*)$`),
  },
  {
    tool: "psalm",
    pattern: new RegExp(
      String.raw`^${place}:(?<column>\d+): ?(?<severity>error|warning|info) - (?<message>(?:(?<code>[A-Z]\w+): )?.*)$`,
    ),
  },
  {
    tool: "psalm",
    pattern: new RegExp(
      String.raw`^(?<severity>ERROR|INFO): (?<code>[A-Z]\w+) ?- ${place}:(?<column>\d+) - (?<message>.*)$`,
    ),
  },
  {
    tool: "phan",
    pattern: new RegExp(String.raw`^${place} (?<code>Phan\w+) (?<message>.*)$`),
    severity: "warning",
  },
  {
    tool: "phpmd",
    pattern: new RegExp(String.raw`^${place}[\t ]{1,8}(?:(?<code>[A-Z]\w+)[\t ]{2,40})?(?<message>[A-Z].*)$`),
    severity: "warning",
  },
  { tool: "phpstan", pattern: new RegExp(String.raw`^${place}:(?<message>[^\d\s].*)$`), severity: "error" },
  {
    tool: "php",
    pattern:
      /^(?:\[[^\]]{5,40}\] )*(?:PHP )?(?<code>(?<severity>Warning|Notice|(?:Fatal|Parse|Catchable fatal|Recoverable fatal) error|Deprecated|Strict Standards)): +(?<message>\S.*?),? (?:in|called in) (?<file>\S+) on line (?<line>\d+)(?: and defined|$)/i,
    severity: "error",
  },
  {
    tool: "php",
    pattern: /^(?:PHP )(?<severity>Warning|Notice|(?:Fatal|Parse) error): +(?<message>SOAP-ERROR: .*)$/i,
    severity: "error",
  },
];

/** PHP itself and its analysers. */
export const phpTools = lineFamily(
  "php-tools",
  [
    ".php:0",
    ".phtml:0",
    ".inc:0",
    ".module:0",
    ".ctp:0",
    "php warning: ",
    "php notice: ",
    "php fatal error: ",
    "php parse error: ",
    " on line 0",
    "php deprecated: ",
  ],
  formats,
);
