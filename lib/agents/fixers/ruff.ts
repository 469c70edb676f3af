import { runProgram } from "../shell";
import { type Fixer, mentions } from "./fixer";

const timeoutSeconds = 60;

export const ruff: Fixer = {
  program: "ruff",
  concerns: (brief) => mentions(brief, /\b(?:ruff|black|isort|flake8)\b/i),
  takes: (path) => /\.pyi?$/.test(path),
  async fix({ task, files }, program) {
    const check = await runProgram(task.run, [program, "check", "--fix", "--no-cache", "--", ...files], {
      timeoutSeconds,
    });
    const format = await runProgram(task.run, [program, "format", "--no-cache", "--", ...files], {
      timeoutSeconds,
    });
    return check.exitCode === 0 && format.exitCode === 0
      ? `ruff repaired and formatted ${files.length} named files.`
      : "ruff ran; some findings have no safe fix.";
  },
};
