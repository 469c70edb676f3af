import { errorLine } from "../error-line";
import { runProgram } from "../shell";
import { type Fixer, mentions } from "./fixer";

export const gofmt: Fixer = {
  program: "gofmt",
  named: ["toolchain:go", "tool:gofmt"],
  version: ["go", "version"],
  concerns: (brief) => mentions(brief, /\b(?:gofmt|gofumpt|goimports|golangci-lint)\b/i),
  takes: (path) => path.endsWith(".go"),
  async fix({ task, files }, program) {
    const result = await runProgram(task.run, [program, "-w", "--", ...files], { timeoutSeconds: 60 });
    return result.exitCode === 0
      ? `gofmt formatted ${files.length} named files.`
      : `gofmt could not format: ${errorLine(result.standardError)}`;
  },
};
