import { errorLine } from "../error-line";
import { runProgram, secondsUntil } from "../shell";
import { type Fixer, mentions } from "./fixer";
import { typescriptScript } from "./typescript-script";

/** The quick fixes that an editor offers, by TypeScript's own language service; kept only where they make errors fewer. */
export const typescript: Fixer = {
  program: "tsc",
  named: ["npm:typescript", "tool:tsc"],
  concerns: (brief) => brief.category === "types" || mentions(brief, /\btsc\b|error TS\d+/),
  takes: (path) => /\.[cm]?tsx?$/.test(path),
  async fix({ task, files }, program) {
    const result = await runProgram(task.run, ["node", "-", program, ...files], {
      standardInput: typescriptScript,
      timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), 120),
    });
    if (result.exitCode === 0) return result.standardOutput.trim().slice(-500);
    return `TypeScript's fixes could not run: ${errorLine(result.standardError)}`;
  },
};
