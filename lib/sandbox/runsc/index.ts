import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { findProgram } from "../find-program";
import { limitFacts } from "../limit-facts";
import type { Machine } from "../machine";
import { commandBehindRelay } from "../model-endpoint/behind-relay";
import { openEndpointSocket } from "../model-endpoint/open-endpoint-socket";
import { runToEnd } from "../run-to-end";
import { type LimitedProcess, startLimited } from "../start-limited";
import { readableFolders } from "../tool-folders";
import type { FoundSandbox, Sandbox, SandboxRequest } from "../types";
import { runscArguments } from "./arguments";
import { endpointFolderInside, writeBundle } from "./bundle";
import { tryRunsc } from "./try-runsc";

/**
 * gVisor: a kernel of its own in a process of ours, which answers the command's system calls instead of the host's kernel. A
 * stronger wall than namespaces and slower than they are; its account inside is called root and may nothing.
 */
export function findRunsc(machine: Machine): FoundSandbox {
  const { toolPath, searchPath } = machine;
  const program = findProgram("runsc", searchPath);
  if (program === null)
    return {
      found: false,
      reason:
        "runsc is not on the PATH. Install the package `runsc`, or a newer build as https://gvisor.dev/docs/user_guide/install/ says.",
    };
  const readable = readableFolders(toolPath);
  const trial = tryRunsc(program, { toolPath, readable });
  if (!trial.works)
    return {
      found: false,
      reason: `runsc does not work here: ${trial.reason}. Unprivileged user namespaces must be allowed, and the build must be of 2022 or newer.`,
    };
  return { found: true, sandbox: createRunsc(machine, { program, readable, lists: trial.lists }) };
}

interface Parts {
  /** Absolute path of runsc. */
  program: string;
  readable: readonly string[];
  lists: boolean;
}

function createRunsc(
  { toolPath, makeGroup, numbers }: Machine,
  { program, readable, lists }: Parts,
): Sandbox {
  async function start(request: SandboxRequest): Promise<LimitedProcess> {
    const endpoint = request.modelEndpoint ? await openEndpointSocket(request.modelEndpoint) : null;
    let bundle: string | null = null;
    const close = async () => {
      await endpoint?.close();
      if (bundle !== null) await rm(bundle, { recursive: true, force: true, maxRetries: 3 });
    };
    try {
      const socketInside = join(endpointFolderInside, basename(endpoint?.path ?? ""));
      bundle = writeBundle(request, commandBehindRelay(request, socketInside), {
        toolPath,
        readable,
        endpointFolder: endpoint === null ? null : dirname(endpoint.path),
      });
      return startLimited(
        {
          program,
          args: runscArguments(bundle, basename(bundle)),
          workingDirectory: "/",
          environment: {},
          descriptors: [],
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
    id: "runsc",
    isolates: true,
    kernel: "own",
    place: "here",
    facts: [
      { what: "Network", holds: true, how: "The kernel inside has loopback alone and no way to the host's." },
      {
        what: "Files",
        holds: true,
        how: "A read-only system without our folders, handed over file by file; only the tree can be written.",
      },
      { what: "Processes of others", holds: true, how: "The kernel inside knows its own processes only." },
      {
        what: "System calls",
        holds: true,
        how: "Answered by a kernel of its own; the host's is reached by few of them.",
      },
      {
        what: "Programs of the system",
        holds: lists,
        how: lists
          ? "Work as outside."
          : "This build of runsc refuses a call that `ls` and `stat` of newer systems make. Install a newer build.",
      },
      ...limitFacts({
        grouped: makeGroup !== null,
        numbered: numbers !== null,
        perProcess: false,
        ownUserSpace: false,
      }),
    ],
    run: async (request) => runToEnd(await start(request), request),
  };
}
