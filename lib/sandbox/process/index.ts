import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../find-program";
import { limits } from "../limits";
import { runLimited } from "../run-limited";
import type { Sandbox } from "../types";
import { processCommand } from "./arguments";

/**
 * A plain process with a clean environment, a home of its own, limits and a process group that is killed as one. It is no wall:
 * the command can read what our user can read, use the network, and leave a daemon behind. For machines without
 * bubblewrap whose operator trusts the code of the repositories.
 */
export function createProcessSandbox(toolPath: readonly string[], searchPath: string): Sandbox {
  const prlimit = findProgram("prlimit", searchPath);
  return {
    id: "process",
    isolates: false,
    async run(request) {
      const home = await mkdtemp(join(tmpdir(), "regreen-home-"));
      try {
        const command = processCommand(request, { toolPath, prlimit, home });
        return await runLimited({
          ...command,
          standardInput: request.standardInput ?? "",
          descriptor3: null,
          timeoutSeconds: request.timeoutSeconds,
          outputBytesMax: request.outputBytesMax ?? limits.outputBytesMax,
          signal: request.signal,
          converse: request.converse,
        });
      } finally {
        await rm(home, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}
