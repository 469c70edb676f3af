import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { filter } from "../bubblewrap/descriptors";
import { findProgram } from "../find-program";
import { limitFacts } from "../limit-facts";
import type { Machine } from "../machine";
import { runToEnd } from "../run-to-end";
import { type LimitedProcess, startLimited } from "../start-limited";
import { readableFolders } from "../tool-folders";
import type { FoundSandbox, Sandbox, SandboxRequest } from "../types";
import { prepareRun, type RuntimeParts } from "./prepare";
import { tryRuntime } from "./try-runtime";

/** Its own program, and what that starts; each with what brings it. */
const programs = {
  srt: "`npm install --global @anthropic-ai/sandbox-runtime@0.0.78`, as newer ones need Node 22",
  bwrap: "the package `bubblewrap`",
  socat: "the package `socat`",
  rg: "the package `ripgrep`",
  bash: "the package `bash`",
  prlimit: "the package `util-linux`",
} as const;

/**
 * Anthropic's sandbox runtime with our own walls inside of its: its proxy is the one way out, and lets the model through
 * alone. For operators who keep its other programs behind it already. Found where it is installed, never brought along.
 */
export function findSandboxRuntime(machine: Machine): FoundSandbox {
  const found = new Map<string, string>();
  const missing: string[] = [];
  for (const [name, source] of Object.entries(programs)) {
    const path = findProgram(name, machine.searchPath);
    if (path === null) missing.push(`${name} (${source})`);
    else found.set(name, path);
  }
  const [program, bubblewrap, prlimit] = ["srt", "bwrap", "prlimit"].map((name) => found.get(name));
  if (!program || !bubblewrap || !prlimit || missing.length > 0)
    return { found: false, reason: `Not on the PATH: ${missing.join(", ")}. Install what is missing.` };
  const folders = [...found.values()].map((path) => dirname(path));
  const parts: RuntimeParts = {
    ...{ program, bubblewrap, prlimit, toolPath: machine.toolPath },
    readable: readableFolders(machine.toolPath),
    // srt is a program of Node's: it needs the one that runs us.
    ownPath: [...new Set([dirname(process.execPath), ...folders])].join(":"),
  };
  const refusal = tryRuntime(parts);
  if (refusal !== null)
    return {
      found: false,
      reason: `srt does not work here: ${refusal}. Unprivileged user namespaces must be allowed, also one in another.`,
    };
  return { found: true, sandbox: createRuntime(machine, parts) };
}

function createRuntime({ makeGroup, numbers }: Machine, parts: RuntimeParts): Sandbox {
  function start(request: SandboxRequest): LimitedProcess {
    const prepared = prepareRun(request, parts);
    const close = () => rm(prepared.folder, { recursive: true, force: true, maxRetries: 3 });
    return startLimited(
      { ...prepared, workingDirectory: "/", descriptors: [], makeGroup, numbers, close },
      request,
    );
  }
  return {
    id: "sandbox-runtime",
    isolates: true,
    kernel: "shared",
    place: "here",
    facts: [
      {
        what: "Network",
        holds: true,
        how: "A network namespace of its own; the runtime's proxy lets the model through alone.",
      },
      {
        what: "Files",
        holds: true,
        how: "Denied as a whole by the runtime; inside a read-only system, and only the tree can be written.",
      },
      { what: "Processes of others", holds: true, how: "A process namespace of its own." },
      {
        what: "System calls",
        holds: filter !== null,
        how:
          filter === null
            ? `The runtime's filter alone; none of ours is written for ${process.arch}.`
            : "The runtime's filter and ours: no Unix sockets, and none that reach for the kernel.",
      },
      ...limitFacts({
        grouped: makeGroup !== null,
        numbered: numbers !== null,
        perProcess: true,
        ownUserSpace: true,
      }),
    ],
    run: async (request) => runToEnd(start(request), request),
  };
}
