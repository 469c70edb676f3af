import type { Family, StopCause } from "../family";

const runGroup = "##[group]Run ";
const completed = "##[error]Process completed with exit code ";

/** Sentences of the runner itself: https://github.com/actions/runner, src/Misc and src/Runner.Worker. */
const stops: readonly (readonly [string, StopCause])[] = [
  ["The operation was canceled", "cancelled"],
  ["The runner has received a shutdown signal", "runner-lost"],
  ["The self-hosted runner lost communication", "runner-lost"],
  ["lost communication with the server", "runner-lost"],
  ["has exceeded the maximum execution time", "timeout"],
  ["has timed out after", "timeout"],
  ["No space left on device", "disk"],
];

/** Steps begin with a group "Run …"; what follows the first "Post …" belongs to the job's clearing up. */
export const githubActions: Family = {
  id: "github-actions",
  triggers: [
    "##[group]run ",
    "##[error]",
    "^post job cleanup.",
    "^cleaning up orphan processes",
    "##[group]",
  ],
  open(emit) {
    return {
      line(text, lineNumber) {
        if (text.startsWith(runGroup)) {
          const command = text.slice(runGroup.length);
          emit({ kind: "step", line: lineNumber, name: text.slice("##[group]".length), command });
          return false;
        }
        if (text.startsWith("Post job cleanup.") || text.startsWith("Cleaning up orphan processes")) {
          emit({ kind: "step", line: lineNumber, name: text });
          return false;
        }
        if (!text.startsWith("##[error]")) return false;
        if (text.startsWith(completed)) {
          const exitCode = Number.parseInt(text.slice(completed.length), 10);
          emit({ kind: "stop", line: lineNumber, cause: "exit", exitCode });
          return false;
        }
        const cause = stops.find(([sentence]) => text.includes(sentence))?.[1];
        if (cause) emit({ kind: "stop", line: lineNumber, cause });
        else emit({ kind: "failure", startLine: lineNumber, endLine: lineNumber, weight: 0.7 });
        return false;
      },
    };
  },
};
