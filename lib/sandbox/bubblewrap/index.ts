import { findProgram } from "../find-program";
import { limitArguments } from "../limits";
import { openEndpointSocket } from "../model-endpoint/open-endpoint-socket";
import { relayScript } from "../model-endpoint/relay-script";
import { runToEnd } from "../run-to-end";
import { type LimitedProcess, startLimited } from "../start-limited";
import { readableFolders } from "../tool-folders";
import type { Sandbox, SandboxRequest } from "../types";
import { bubblewrapArguments, endpointSocketInside } from "./arguments";
import { files } from "./files";
import { tryBubblewrap } from "./try-bubblewrap";

export type FoundSandbox = { found: true; sandbox: Sandbox } | { found: false; reason: string };

/**
 * Linux namespaces by `bwrap`: no network, no view of other processes, a read-only system, a home and temporary folder in
 * memory, and one writable folder, the tree. The kernel is shared with the host; root on the host is an ordinary user inside.
 * Process and memory limits are per process; where we run as root the kernel does not count root's processes, and the time
 * limit is what ends a fork bomb.
 */
export function findBubblewrap(toolPath: readonly string[], searchPath: string): FoundSandbox {
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

  return { found: true, sandbox: createBubblewrap({ program, prlimit, toolPath, readable }) };
}

interface Parts {
  /** Absolute paths of bwrap and prlimit. */
  program: string;
  prlimit: string;
  toolPath: readonly string[];
  readable: readonly string[];
}

function createBubblewrap({ program, prlimit, toolPath, readable }: Parts): Sandbox {
  async function start(request: SandboxRequest): Promise<LimitedProcess> {
    const endpoint = request.modelEndpoint ? await openEndpointSocket(request.modelEndpoint) : null;
    const close = async () => endpoint?.close();
    try {
      const endpointSocket = endpoint?.path ?? null;
      const walls = bubblewrapArguments(request, { toolPath, readable, endpointSocket });
      return startLimited(
        {
          program,
          args: [...walls, prlimit, ...limitArguments(), "--", ...commandBehindRelay(request)],
          workingDirectory: "/",
          // Empty on purpose: `--clearenv` clears the command's, but bwrap's own stays readable as /proc/1/environ.
          environment: {},
          descriptors: Object.values(files),
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
    run: async (request) => runToEnd(await start(request), request),
  };
}

function commandBehindRelay({ command, modelEndpoint }: SandboxRequest): readonly string[] {
  if (!modelEndpoint) return command;
  return [process.execPath, "-e", relayScript, String(modelEndpoint.port), endpointSocketInside, ...command];
}
