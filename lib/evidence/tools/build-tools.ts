import { blockFamily } from "./headed-block";

/** CMake, make, Terraform and others that drive a build or describe what is to be. */
export const buildTools = blockFamily(
  "build-tools",
  [
    "cmake error",
    "cmake warning",
    "cmake deprecation warning",
    "*** ",
    "error: ",
    "^warning: ",
    "^notice: ",
    "no rule to make target",
  ],
  [
    {
      tool: "cmake",
      head: /^CMake Error(?: \(dev\))? (?:at|in) (?<file>[^:]+?)(?::(?<line>\d+)(?: \((?<code>\w+)\))?)?:$/,
      details: [/^ {2}(?<message>\S.*)$/],
      linesMax: 4,
      severity: "error",
    },
    {
      tool: "cmake",
      head: /^CMake (?:Deprecation )?Warning(?: \(dev\))? (?:at|in) (?<file>[^:]+?)(?::(?<line>\d+)(?: \((?<code>\w+)\))?)?:$/,
      details: [/^ {2}(?<message>\S.*)$/],
      linesMax: 4,
      severity: "warning",
    },
    {
      tool: "cmake",
      head: /^CMake Error: (?<message>.*)$/,
      details: [],
      linesMax: 1,
      severity: "error",
    },
    {
      tool: "make",
      head: /^(?<file>[^\s:][^:]*):(?<line>\d+): \*\*\* (?<message>.*?)\.? {1,2}Stop\.$/,
      details: [],
      linesMax: 1,
      severity: "error",
    },
    {
      tool: "make",
      head: /^g?make(?:\[\d+\])?: \*\*\* (?<message>No rule to make target .*?)\.? {1,2}Stop\.$/,
      details: [],
      linesMax: 1,
      severity: "error",
    },
    {
      tool: "nix",
      head: /^(?<code>error): (?<message>.*)$/,
      details: [/^\s+at (?<file>\S[^:]*):(?<line>\d+):(?<column>\d+)?:?$/],
      linesMax: 8,
      needsFile: true,
      severity: "error",
    },
    {
      tool: "tflint",
      head: /^(?<severity>Error|Warning|Notice): (?<message>\S.*) \((?<code>[a-z][a-z0-9_]+)\)$/,
      details: [/^\s+on (?<file>\S+) line (?<line>\d+):$/],
      linesMax: 4,
      needsFile: true,
      severity: "warning",
    },
    {
      tool: "terraform",
      head: /^(?:[│|] )?Error: (?<message>(?!Process completed).*)$/,
      details: [/^(?:[│|])?\s+on (?<file>\S+\.tf(?:vars)?(?:\.json)?) line (?<line>\d+)(?:, in .*)?:$/],
      linesMax: 8,
      needsFile: true,
      severity: "error",
    },
  ],
);
