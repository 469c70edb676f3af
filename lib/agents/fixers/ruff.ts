import { runProgram, secondsUntil } from "../shell";
import type { AgentTask } from "../types";
import { type Fixer, mentions } from "./fixer";

const secondsMax = 60;

function run(task: AgentTask, command: readonly [string, ...string[]], files: readonly string[]) {
  return runProgram(task.run, [...command, "--no-cache", "--", ...files], {
    timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
  });
}

/** Safe fixes of its linter. Its formatter only where that is what failed, or the file was formatted before: many repositories format by another. */
export const ruff: Fixer = {
  program: "ruff",
  named: ["pypi:ruff", "tool:ruff"],
  concerns: (brief) => mentions(brief, /\b(?:ruff|isort|flake8)\b/i),
  takes: (path) => /\.pyi?$/.test(path),
  async fix({ task, files }, program) {
    const formatFailed = mentions(
      task.brief,
      /\bruff[- ]format\b|\bwould be reformatted\b|^Would reformat: /im,
    );
    const formatted: string[] = [];
    for (const file of files)
      if (formatFailed || (await run(task, [program, "format", "--check"], [file])).exitCode === 0)
        formatted.push(file);
    const check = await run(task, [program, "check", "--fix"], files);
    const format = formatted.length > 0 ? await run(task, [program, "format"], formatted) : check;
    return check.exitCode === 0 && format.exitCode === 0
      ? `ruff repaired what it reports in ${files.length} named files.`
      : "ruff ran; some findings have no safe fix.";
  },
};
