import { findProgram } from "../find-program";
import { limitFacts } from "../limit-facts";
import { limitArguments } from "../limits";
import type { Machine } from "../machine";
import { commandBehindRelay } from "../model-endpoint/behind-relay";
import { openEndpointSocket } from "../model-endpoint/open-endpoint-socket";
import { runToEnd } from "../run-to-end";
import { type LimitedProcess, startLimited } from "../start-limited";
import { readableFolders } from "../tool-folders";
import type { FoundSandbox, Sandbox, SandboxRequest } from "../types";
import { bubblewrapArguments, endpointSocketInside } from "./arguments";
import { descriptors, filter } from "./descriptors";
import { tryBubblewrap } from "./try-bubblewrap";

/**
 * Linux namespaces by `bwrap`: no network, no view of other processes, a read-only system, a home and temporary folder in
 * memory, and one writable folder, the tree. System calls that reach for the kernel are refused. The kernel is shared with
 * the host; root on the host is an ordinary user inside.
 */
export function findBubblewrap(machine: Machine): FoundSandbox {
  const { toolPath, searchPath } = machine;
  const program = findProgram("bwrap", searchPath);
  if (program === null)
    return { found: false, reason: "bwrap is not on the PATH. Install the package `bubblewrap`." };
  const prlimit = findProgram("prlimit", searchPath);
  if (prlimit === null)
    return { found: false, reason: "prlimit is not on the PATH. Install the package `util-linux`." };
  const readable = readableFolders(toolPath);
  const refusal = tryBubblewrap(program, { toolPath, readable });
  if (refusal !== null)
    return {
      found: false,
      reason: `bwrap does not work here: ${refusal}. Unprivileged user namespaces must be allowed, and bwrap must be 0.8 or newer.`,
    };

  return { found: true, sandbox: createBubblewrap(machine, { program, prlimit, readable }) };
}

interface Parts {
  /** Absolute paths of bwrap and prlimit. */
  program: string;
  prlimit: string;
  readable: readonly string[];
}

function createBubblewrap(
  { toolPath, makeGroup, numbers }: Machine,
  { program, prlimit, readable }: Parts,
): Sandbox {
  async function start(request: SandboxRequest): Promise<LimitedProcess> {
    const endpoint = request.modelEndpoint ? await openEndpointSocket(request.modelEndpoint) : null;
    const close = async () => endpoint?.close();
    try {
      const endpointSocket = endpoint?.path ?? null;
      const walls = bubblewrapArguments(request, { toolPath, readable, endpointSocket });
      return startLimited(
        {
          program,
          args: [
            ...walls,
            prlimit,
            ...limitArguments(),
            "--",
            ...commandBehindRelay(request, endpointSocketInside),
          ],
          workingDirectory: "/",
          // Empty on purpose: `--clearenv` clears the command's, but bwrap's own stays readable as /proc/1/environ.
          environment: {},
          descriptors,
          makeGroup,
          numbers,
          close,
        },
        request,
      );
    } catch (error) {
      await close();
      throw error;
    }
  }
  return {
    id: "bubblewrap",
    isolates: true,
    kernel: "shared",
    place: "here",
    facts: [
      { what: "Network", holds: true, how: "A network namespace of its own, with loopback alone." },
      {
        what: "Files",
        holds: true,
        how: "A read-only system without our folders; only the tree can be written.",
      },
      { what: "Processes of others", holds: true, how: "A process namespace of its own." },
      {
        what: "System calls",
        holds: filter !== null,
        how:
          filter === null
            ? `No filter is written for ${process.arch}; namespaces and lost capabilities hold alone.`
            : "A seccomp filter refuses those that reach for the kernel.",
      },
      ...limitFacts({
        grouped: makeGroup !== null,
        numbered: numbers !== null,
        perProcess: true,
        ownUserSpace: true,
      }),
    ],
    run: async (request) => runToEnd(await start(request), request),
  };
}
