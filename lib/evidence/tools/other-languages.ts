import { problemMatcherFamily } from "./problem-matcher";

/** Languages whose compilers say all they have to say in one or two lines, in the format of GitHub's problem matchers. */
export const otherLanguages = problemMatcherFamily(
  "other-languages",
  [
    ".d(0",
    ".nim(0",
    ".ex:0",
    ".exs:0",
    ".pl line 0",
    ".pm line 0",
    "^lua: ",
    "^luac: ",
    "^lua0",
    "^luac0",
    ".sh: line 0",
    ".tex:0",
    ".tex line 0",
    ".hx:0",
    ".pas(0",
    ".pp(0",
    ".lpr(0",
  ],
  {
    problemMatcher: [
      {
        owner: "dmd",
        pattern: {
          regexp: "^([^\\s()][^()]*\\.di?)\\((\\d+)(?:,(\\d+))?\\): (Error|Warning|Deprecation): (.*)$",
          file: 1,
          line: 2,
          column: 3,
          severity: 4,
          message: 5,
        },
      },
      {
        owner: "nim",
        pattern: {
          regexp: "^([^\\s()][^()]*\\.nims?)\\((\\d+), (\\d+)\\) (Error|Warning): (.*)$",
          file: 1,
          line: 2,
          column: 3,
          severity: 4,
          message: 5,
        },
      },
      {
        owner: "elixir",
        severity: "error",
        pattern: {
          regexp: "^\\*\\* \\((\\w+Error)\\) ([^\\s:]+\\.exs?):(\\d+)(?::(\\d+))?: (.*)$",
          code: 1,
          file: 2,
          line: 3,
          column: 4,
          message: 5,
        },
      },
      {
        owner: "perl",
        severity: "error",
        pattern: {
          regexp: "^(.{1,300}) at (\\S{1,200}\\.p[lm]) line (\\d{1,7})[.,].{0,300}$",
          message: 1,
          file: 2,
          line: 3,
        },
      },
      {
        owner: "lua",
        severity: "error",
        pattern: { regexp: "^luac?[\\d.]*: ([^\\s:]+\\.lua):(\\d+): (.*)$", file: 1, line: 2, message: 3 },
      },
      {
        owner: "shell",
        severity: "error",
        pattern: { regexp: "^(\\S+\\.(?:ba)?sh): line (\\d+): (.*)$", file: 1, line: 2, message: 3 },
      },
      {
        owner: "chktex",
        pattern: {
          regexp: "^(Warning|Error|Message) (\\d+) in (\\S.*\\.tex) line (\\d+): (.*)$",
          severity: 1,
          code: 2,
          file: 3,
          line: 4,
          message: 5,
        },
      },
      {
        owner: "chktex",
        severity: "warning",
        pattern: {
          regexp: "^(\\S+\\.tex):(\\d+):(\\d+):(\\d+):(.*)$",
          file: 1,
          line: 2,
          column: 3,
          code: 4,
          message: 5,
        },
      },
      {
        owner: "haxe",
        severity: "error",
        pattern: {
          regexp: "^([^\\s:]+\\.hx):(\\d+): (?:characters?|lines) (\\d+)(?:-\\d+)? :? ?((?!\\.\\.\\. ).*)$",
          file: 1,
          line: 2,
          column: 3,
          message: 4,
        },
      },
      {
        owner: "fpc",
        severity: "error",
        pattern: {
          regexp: "^([^\\s()]+\\.(?:pas|pp|lpr))\\((\\d+),(\\d+)\\) (?:Fatal|Error): (.*)$",
          file: 1,
          line: 2,
          column: 3,
          message: 4,
        },
      },
      {
        owner: "latex",
        severity: "error",
        pattern: { regexp: "^(\\S+\\.tex):(\\d+): (.*)$", file: 1, line: 2, message: 3 },
      },
    ],
  },
);
