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

/** A step whose group has just opened: the runner echoes its script line by line, then names the shell. */
interface OpenedStep {
  line: number;
  title: string;
  echoed: string[];
  isShell: boolean;
}

const echoedLinesMax = 200;

/** The echo ends with the shell of a script, or with the inputs and environment of an action. */
function endsEcho(text: string): boolean {
  return text.startsWith("shell: ") || text === "with:" || text === "env:" || text.startsWith("##[");
}

/**
 * Steps begin with a group "Run …"; "Post job cleanup." and "Cleaning up orphan processes" belong to the job's end.
 */
export const githubActions: Family = {
  id: "github-actions",
  triggers: [
    "##[group]",
    "##[error]",
    "^post job cleanup.",
    "^cleaning up orphan processes",
    "^complete job name: ",
  ],
  open(emit) {
    let opened: OpenedStep | null = null;
    const emitOpened = () => {
      if (opened === null) return;
      const { line, title, echoed, isShell } = opened;
      const command = isShell && echoed.length > 0 ? echoed.join("\n") : title;
      emit({ kind: "step", line, name: `Run ${title}`, command });
      opened = null;
    };
    return {
      end: emitOpened,
      line(text, lineNumber) {
        if (opened !== null) {
          if (!endsEcho(text) && opened.echoed.length < echoedLinesMax) {
            opened.echoed.push(text);
            return true;
          }
          opened.isShell = text.startsWith("shell: ");
          emitOpened();
        }
        if (text.startsWith(runGroup)) {
          opened = { line: lineNumber, title: text.slice(runGroup.length), echoed: [], isShell: false };
          return true;
        }
        if (text.startsWith("Complete job name: ")) emit({ kind: "job", line: lineNumber });
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
