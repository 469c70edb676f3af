import { errorLine, isNodeCrash } from "../error-line";
import { runProgram, secondsUntil } from "../shell";
import { type Fixer, mentions } from "./fixer";
import type { Tool } from "./own-tools/decide-tool";

const secondsMax = 180;

interface CommandFixer extends Tool {
  /** Words by which the log names the tool. */
  inLog: RegExp;
  takes: (path: string) => boolean;
  /** Arguments that let the tool repair these files itself. */
  args: (files: readonly string[]) => readonly string[];
  /** Exit codes of a run that did its work; many tools answer 1 where findings are left over. */
  worked?: readonly number[];
}

/** Not every tool knows `--`: a file whose name begins with a dash would be an option. */
function asOperand(file: string): string {
  return file.startsWith("-") ? `./${file}` : file;
}

/** A tool that repairs by one command what it reports. */
export function commandFixer(tool: CommandFixer): Fixer {
  const { inLog, takes, args, worked = [0, 1], ...named } = tool;
  const { program } = named;
  return {
    ...named,
    takes,
    concerns: (brief) => mentions(brief, inLog),
    async fix({ task, files }, found) {
      const result = await runProgram(task.run, [found, ...args(files.map(asOperand))], {
        timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
      });
      if (result.timedOut) return `${program} did not end in time.`;
      if (result.exitCode === 0) return `${program} repaired what it reports in ${files.length} named files.`;
      if (result.exitCode !== null && worked.includes(result.exitCode) && !isNodeCrash(result.standardError))
        return `${program} ran; some findings have no automatic repair.`;
      const said = result.standardError.trim() || result.standardOutput.trim();
      return `${program} could not run: ${errorLine(said)}`;
    },
  };
}
