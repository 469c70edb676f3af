import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../find-program";
import { limitFacts } from "../limit-facts";
import type { Machine } from "../machine";
import { runToEnd } from "../run-to-end";
import { type LimitedProcess, startLimited } from "../start-limited";
import type { Sandbox, SandboxRequest } from "../types";
import { processCommand } from "./arguments";

/**
 * A plain process with a clean environment, a home of its own, limits and a process group that is killed as one. It is no wall:
 * the command can read what our user can read, use the network, and,
 * where there are no control groups, leave a daemon behind. For machines without
 * bubblewrap whose operator trusts the code of the repositories.
 */
export function createProcessSandbox({ toolPath, searchPath, makeGroup }: Machine): Sandbox {
  const prlimit = findProgram("prlimit", searchPath);
  async function start(request: SandboxRequest): Promise<LimitedProcess> {
    const home = await mkdtemp(join(tmpdir(), "regreen-home-"));
    const close = () => rm(home, { recursive: true, force: true, maxRetries: 3 });
    try {
      const command = processCommand(request, { toolPath, prlimit, home });
      return startLimited({ ...command, descriptors: [], makeGroup, numbers: null, close }, request);
    } catch (error) {
      await close();
      throw error;
    }
  }
  return {
    id: "process",
    isolates: false,
    kernel: "shared",
    place: "here",
    facts: [
      { what: "Network", holds: false, how: "Open: a plain process reaches what this machine reaches." },
      { what: "Files", holds: false, how: "Open: it reads and writes what this program may." },
      { what: "Processes of others", holds: false, how: "Seen, and those of the same account can be ended." },
      ...limitFacts({
        grouped: makeGroup !== null,
        numbered: false,
        perProcess: prlimit !== null,
        ownUserSpace: false,
      }),
    ],
    run: async (request) => runToEnd(await start(request), request),
  };
}
