import { blockFamily } from "./headed-block";

/** Compilers and checkers that say what is wrong on one line and where on another: Elixir, OCaml, Crystal, Deno, Svelte, … */
export const modernCompilers = blockFamily(
  "modern-compilers",
  [
    "    error: ",
    "    warning: ",
    ", characters 0",
    ".cr:0",
    "[error]: ",
    ".svelte:0",
    "error occurred prerendering",
    "eslint(",
    "typescript(",
    "unicorn(",
    "^error[",
  ],
  [
    {
      tool: "elixir",
      head: /^ {2,6}(?<severity>error|warning): (?<message>\S.*)$/,
      details: [/^\s+└─ (?<file>[^\s:]+\.exs?):(?<line>\d+)(?::(?<column>\d+))?/],
      linesMax: 14,
      needsFile: true,
      severity: "error",
    },
    {
      tool: "ocaml",
      head: /^File "(?<file>[^"]+)", lines? (?<line>\d+)(?:-\d+)?, characters (?<column>\d+)-\d+:$/,
      details: [
        /^(?<severity>Error|Warning)(?: \d+)?(?: [([](?<code>[^\])]{1,60})[\])])?: (?<message>\S.*)$/,
      ],
      linesMax: 12,
      needsFile: true,
      severity: "error",
    },
    {
      tool: "crystal",
      head: /^In (?<file>[^\s:]+\.cr):(?<line>\d+):(?<column>\d+)$/,
      details: [/^Error: (?<message>\S.*)$/],
      linesMax: 10,
      needsFile: true,
      severity: "error",
    },
    {
      tool: "deno",
      head: /^(?:error: )?(?<code>TS\d+) \[ERROR\]: (?<message>\S.*)$/,
      details: [/^\s+at file:\/\/(?<file>\S+):(?<line>\d+):(?<column>\d+)$/],
      linesMax: 8,
      severity: "error",
    },
    {
      tool: "svelte-check",
      head: /^(?<file>\S.*\.svelte):(?<line>\d+):(?<column>\d+)$/,
      details: [/^(?<severity>Error|Warn): (?<message>\S.*?)(?: \((?<code>\w+)\))?$/],
      linesMax: 2,
      needsFile: true,
      severity: "error",
    },
    {
      tool: "next",
      head: /^Error occurred prerendering page "(?<file>[^"]+)"/,
      details: [/^(?<message>(?:\[?\w*Error|Error)\b.*)$/],
      linesMax: 3,
      severity: "error",
    },
    {
      tool: "oxlint",
      head: /^\s*(?:×|⚠|x|!) (?<code>[\w-]+\([\w/-]+\)): (?<message>\S.*)$/,
      details: [/^\s*(?:╭─|,-)\[(?<file>[^\]:]+):(?<line>\d+):(?<column>\d+)\]$/],
      linesMax: 3,
      needsFile: true,
      severity: "error",
    },
    {
      tool: "cargo-deny",
      head: /^error\[(?<code>[a-z][a-z-]+)\]: (?<message>\S.*)$/,
      details: [/^\s*(?:┌─|╭─|-->) (?<file>[^\s:]+):(?<line>\d+):(?<column>\d+)$/],
      linesMax: 3,
      severity: "error",
    },
  ],
);
