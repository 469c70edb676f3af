import type { Emit, Family } from "../family";

const start = /section_start:\d+:([\w.-]+)/;
const failed = /^ERROR: Job failed(?: \((system failure)\))?(?:: (.*))?$/;
const exit = /exit (?:code|status) (\d+)/;

/** Sections in which the job's own script does not run. */
const words: Readonly<Record<string, string>> = {
  prepare_executor: "Preparing the executor",
  prepare_script: "Preparing environment",
  get_sources: "Getting source from Git repository",
  restore_cache: "Restoring cache",
  download_artifacts: "Downloading artifacts",
  after_script: "Running after_script",
  archive_cache: "Saving cache",
  upload_artifacts_on_failure: "Uploading artifacts",
  cleanup_file_variables: "Cleaning up",
};
const closing = new Set([
  "after_script",
  "archive_cache_on_failure",
  "upload_artifacts_on_failure",
  "cleanup_file_variables",
]);

/** Sections of the runner, and inside the script each "$ command" that it echoes; the last line says how it ended. */
export const gitlab: Family = {
  id: "gitlab",
  triggers: [
    "section_start:",
    "^$ ",
    "error: job failed",
    "warning: step_script could not run",
    "section_end:",
    "^job succeeded",
  ],
  open(emit, log) {
    let section = "";
    return {
      line(text, lineNumber) {
        const opened = start.exec(log.raw(lineNumber))?.[1];
        if (opened) {
          section = opened;
          const name = words[opened] ?? opened;
          emit({ kind: "step", line: lineNumber, name, isClosing: closing.has(opened) });
        }
        const isScript = section === "step_script" || section === "build_script";
        if (isScript && text.startsWith("$ ")) {
          const command = text.slice(2);
          emit({ kind: "step", line: lineNumber, name: command, command });
        }
        if (text.trimEnd() === "Job succeeded") emit({ kind: "passed", line: lineNumber });
        const end = failed.exec(text.trimEnd());
        if (end) giveEnd(emit, lineNumber, end[1] !== undefined, end[2] ?? "");
        return false;
      },
    };
  },
};

function giveEnd(emit: Emit, line: number, isSystemFailure: boolean, reason: string): void {
  const code = exit.exec(reason)?.[1];
  if (isSystemFailure) emit({ kind: "stop", line, cause: "runner-lost" });
  else if (code !== undefined) emit({ kind: "stop", line, cause: "exit", exitCode: Number(code) });
  else if (reason.includes("execution took longer")) emit({ kind: "stop", line, cause: "timeout" });
  else if (/^cancell?ed/.test(reason)) emit({ kind: "stop", line, cause: "cancelled" });
  else emit({ kind: "stop", line, cause: "error" });
}
