import type { Family, StopCause } from "../family";

const runGroup = "##[group]Run ";
const completed = "##[error]Process completed with exit code ";

/** Sentences of the runner itself: https://github.com/actions/runner, src/Runner.Worker and src/Runner.Listener. */
const stops: readonly (readonly [string, StopCause])[] = [
  ["The operation was canceled", "cancelled"],
  ["The runner has received a shutdown signal", "runner-lost"],
  ["lost communication with the server", "runner-lost"],
  ["has exceeded the maximum execution time", "timeout"],
  ["has timed out after", "timeout"],
  ["No space left on device", "disk"],
];

/** Groups that open before the first step, while the runner sets itself up. */
const setUp =
  /^##\[group\](?:Operating System|Runner Image|VM Image|GITHUB_TOKEN Permissions|Machine Setup Info)/;

/**
 * Steps begin with a group "Run …"; "Post job cleanup." and "Cleaning up orphan processes" belong to the job's end.
 * Where job and step stand before each line ("job⇥step⇥time text", from `gh run view --log`), the step's name does it.
 */
export const githubActions: Family = {
  id: "github-actions",
  triggers: ["##[group]", "##[error]", "^post job cleanup.", "^cleaning up orphan processes"],
  open(emit) {
    return {
      line(text, lineNumber) {
        if (text.startsWith(runGroup)) {
          const command = text.slice(runGroup.length);
          emit({ kind: "step", line: lineNumber, name: `Run ${command}`, command });
          return false;
        }
        if (text.startsWith("Post job cleanup.") || text.startsWith("Cleaning up orphan processes")) {
          emit({ kind: "step", line: lineNumber, name: text, isClosing: true });
          return false;
        }
        if (setUp.test(text)) emit({ kind: "step", line: lineNumber, name: "Set up job" });
        if (!text.startsWith("##[error]")) return false;
        if (text.startsWith(completed)) {
          const exitCode = Number.parseInt(text.slice(completed.length), 10);
          emit({
            kind: "stop",
            line: lineNumber,
            cause: "exit",
            exitCode: Number.isNaN(exitCode) ? undefined : exitCode,
          });
          return false;
        }
        const cause = stops.find(([sentence]) => text.includes(sentence))?.[1] ?? "error";
        emit({ kind: "stop", line: lineNumber, cause });
        return false;
      },
    };
  },
};
