import { blockFamily } from "./headed-block";

const bar = String.raw`^[\s│|]{0,8}`;

/** webpack, Vite, esbuild and `next build`: where on one line, why on the next. */
export const bundlers = blockFamily(
  "bundlers",
  [
    "^error in ",
    "^warning in ",
    "^./",
    "[error]",
    "failed to resolve import",
    "^error during build",
    "failed to compile",
  ],
  [
    {
      tool: "webpack",
      head: /^ERROR in (?:\[[\w-]+\] )?(?<file>(?:[A-Za-z]:)?[^\s:(]+\.\w+)(?:[: (](?<line>\d+)[:,](?<column>\d+)(?:-\d+)?\)?)?:?$/,
      details: [/^\s*(?:\[tsl\] ERROR in .*|(?<message>\S.*))$/],
      linesMax: 4,
      severity: "error",
    },
    {
      tool: "next",
      head: /^(?<file>\.\/[^\s:]+\.\w+)(?::(?<line>\d+):(?<column>\d+))?$/,
      details: [
        /^(?:\d+:\d+ +Error: )?(?<message>(?:Type error|Module not found|Error|SyntaxError|Syntax error|Module parse failed|Failed to|You're importing|x |× ).*)$/,
      ],
      linesMax: 3,
      severity: "error",
      saidBy: (message) => (message.startsWith("Type error: ") ? "tsc" : null),
    },
    {
      tool: "esbuild",
      head: /^(?:✘|X|▲) \[ERROR\] (?<message>.*)$/,
      details: [/^\s+(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+):$/],
      linesMax: 4,
      severity: "error",
    },
    {
      tool: "vite",
      head: /^(?:\[vite\]: )?(?:error: )?(?<message>(?:Rollup f|F)ailed to resolve import "[^"]+" from "(?<file>[^"]+)".*)$/i,
      details: [],
      linesMax: 1,
      severity: "error",
    },
    {
      tool: "vite",
      head: /^(?<code>error during build):$/,
      details: [
        new RegExp(
          `${bar}(?:(?<file>[^\\s:()]{1,300}\\.\\w{1,8}) \\((?<line>\\d{1,7}):(?<column>\\d{1,7})\\): )?(?<message>[^\\s│].*)$`,
        ),
      ],
      linesMax: 2,
      severity: "error",
    },
  ],
);
