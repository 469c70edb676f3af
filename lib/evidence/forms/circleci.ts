import type { Family, StopCause } from "../family";

const shell = /^#!\/(?:bin|usr\/bin)\/(?:env )?(?:ba)?sh\b.*(?:-e|pipefail)/;
const exited = /^(?:Exited with code (?:exit status )?|CircleCI received exit code )(\d+)$/;
const stops: readonly (readonly [string, StopCause])[] = [
  ["Too long with no output", "timeout"],
  ["Build was canceled", "cancelled"],
  ["Context deadline exceeded", "timeout"],
  ['Received "killed" signal', "memory"],
];

/** A step's output as CircleCI serves it: the shell and command first where kept, "Exited with code …" at its end. */
export const circleci: Family = {
  id: "circleci",
  triggers: [
    "^#!/bin/",
    "^#!/usr/bin/env ",
    "^exited with code ",
    "^circleci received exit code ",
    "too long with no output",
    "^build was canceled",
    "^context deadline exceeded",
    'received "killed" signal',
  ],
  open(emit, log) {
    let shellLine = 0;
    return {
      line(text, lineNumber) {
        if (shellLine === lineNumber - 1 && shellLine > 0) {
          emit({ kind: "step", line: shellLine, name: text.trim(), command: text.trim() });
          shellLine = 0;
        }
        if (shell.test(text) && (lineNumber === 1 || log.text(lineNumber - 1).trim() === "")) {
          shellLine = lineNumber;
          return true;
        }
        const code = exited.exec(text.trim())?.[1];
        if (code !== undefined && code !== "0") {
          emit({ kind: "stop", line: lineNumber, cause: "exit", exitCode: Number(code) });
        }
        const cause = stops.find(([sentence]) => text.includes(sentence))?.[1];
        if (cause) emit({ kind: "stop", line: lineNumber, cause });
        return false;
      },
    };
  },
};
