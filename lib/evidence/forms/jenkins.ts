import type { Family, StopCause } from "../family";

const stops: readonly (readonly [string, StopCause])[] = [
  ["marked build as failure", "error"],
  ["Build timed out (after", "timeout"],
  ["Finished: ABORTED", "cancelled"],
  ["Finished: FAILURE", "error"],
];

/** Jenkins: stages of a pipeline, and the sentences with which build steps and builds end. */
export const jenkins: Family = {
  id: "jenkins",
  triggers: ["marked build as failure", "^[pipeline] { (", "^build timed out (after", "^finished: "],
  open(emit) {
    return {
      line(text, lineNumber) {
        const stage = /^\[Pipeline\] \{ \((.+)\)$/.exec(text)?.[1];
        if (stage && !stage.startsWith("Declarative: Post"))
          emit({ kind: "step", line: lineNumber, name: stage });
        const cause = stops.find(([sentence]) => text.includes(sentence))?.[1];
        if (cause) emit({ kind: "stop", line: lineNumber, cause });
        // What follows clears up: archives, reports, mail.
        if (text.includes("marked build as failure")) emit({ kind: "step-end", line: lineNumber + 1 });
        return false;
      },
    };
  },
};
