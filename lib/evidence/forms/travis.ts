import type { Emit, Family, StopCause } from "../family";

const exited = /^The command "(.*)" (?:failed and )?exited with (\d+)(?: during (\w*)\.)?\.?$/;
const stops: readonly (readonly [string, StopCause])[] = [
  ["No output has been received in the last", "timeout"],
  ["The job exceeded the maximum time limit for jobs", "timeout"],
  ["The job exceeded the maximum log length", "error"],
  ["Your build has been canceled", "cancelled"],
  ["An error occurred while generating the build script", "error"],
  ["Oops! That did not work out.", "runner-lost"],
];

/** Commands are echoed as "$ command" behind a mark of their start time; a sentence behind each says how it ended. */
export const travis: Family = {
  id: "travis",
  triggers: [
    "travis_time:start:",
    "travis_fold:start:",
    "^the command ",
    "^no output has been received",
    "^the job exceeded",
    "^your build has been ",
    "^oops! that did",
    "^an error occurred while generating",
    "^done. your build exited with ",
  ],
  open(emit) {
    let last: { line: number; command: string } | null = null;
    return {
      line(text, lineNumber) {
        if (text.startsWith("$ ")) {
          last = { line: lineNumber, command: text.slice(2) };
          emit({ kind: "step", line: lineNumber, name: last.command, command: last.command });
          return false;
        }
        const end = exited.exec(text);
        if (end) return giveExit(emit, lineNumber, Number(end[2]));
        if (text.startsWith("Done. Your build exited with ")) {
          emit({ kind: "step", line: lineNumber, name: "Done", isClosing: true });
          if (text.startsWith("Done. Your build exited with 0.")) emit({ kind: "passed", line: lineNumber });
          return false;
        }
        const cause = stops.find(([sentence]) => text.includes(sentence))?.[1];
        if (cause) emit({ kind: "stop", line: lineNumber, cause });
        return false;
      },
    };
  },
};

function giveExit(emit: Emit, line: number, exitCode: number): boolean {
  if (exitCode !== 0) emit({ kind: "stop", line, cause: "exit", exitCode });
  // What follows a command's end is after_script, caches and deployments: shown as commands of their own.
  emit({ kind: "step-end", line: line + 1 });
  return false;
}
