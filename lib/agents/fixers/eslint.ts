import { errorLine, isNodeCrash } from "../error-line";
import { runProgram } from "../shell";
import { type Fixer, mentions } from "./fixer";
import { format, isFormatted, prettier, prettierTakes } from "./prettier";

const timeoutSeconds = 90;

/** `eslint --fix` keeps to the rules' own safe fixes. Files that were formatted stay so: a fix must not break the next step. */
export const eslint: Fixer = {
  program: "eslint",
  named: ["npm:eslint", "tool:eslint"],
  concerns: (brief) => mentions(brief, /\beslint\b/i),
  takes: (path) => /\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(path),
  async fix({ task, files, permit }, program) {
    const permitted = await permit(prettier);
    const formatter = permitted.kind === "run" ? permitted.program : null;
    const formatted: string[] = [];
    if (formatter !== null)
      for (const file of files.filter(prettierTakes))
        if (await isFormatted(task, formatter, [file])) formatted.push(file);

    const result = await runProgram(task.run, [program, "--fix", "--no-warn-ignored", "--", ...files], {
      timeoutSeconds,
    });
    if (formatter !== null && formatted.length > 0) await format(task, formatter, formatted);
    if (result.exitCode === 0) return `eslint --fix repaired what it reports in ${files.length} named files.`;
    if (result.exitCode === 1 && !isNodeCrash(result.standardError))
      return "eslint --fix ran; some findings have no automatic fix.";
    return `eslint could not run: ${errorLine(result.standardError)}`;
  },
};
