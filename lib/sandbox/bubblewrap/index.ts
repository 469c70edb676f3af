import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { findProgram } from "../find-program";
import { limitArguments, limits } from "../limits";
import { runLimited } from "../run-limited";
import { readableFolders } from "../tool-folders";
import type { Sandbox, SandboxRequest } from "../types";
import { accounts, bubblewrapArguments } from "./arguments";

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

  // The probe is what every run does: kernels, containers and old versions refuse different parts of it.
  const readable = readableFolders(toolPath);
  const noAccounts = openSync("/dev/null", "r");
  const probe = spawnSync(program, [...bubblewrapArguments(probeRequest, toolPath, readable), "true"], {
    env: {} as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "pipe", noAccounts],
    timeout: 10_000,
    encoding: "utf8",
  });
  closeSync(noAccounts);
  if (probe.status !== 0)
    return {
      found: false,
      reason: `bwrap does not work here: ${probe.stderr?.trim().split("\n")[0] || probe.error?.message || "no answer"}. Unprivileged user namespaces must be allowed, and bwrap must be 0.8 or newer.`,
    };

  return {
    found: true,
    sandbox: {
      id: "bubblewrap",
      isolates: true,
      run: (request) =>
        runLimited({
          program,
          args: [
            ...bubblewrapArguments(request, toolPath, readable),
            prlimit,
            ...limitArguments(),
            "--",
            ...request.command,
          ],
          workingDirectory: "/",
          // Empty on purpose: `--clearenv` clears the command's, but bwrap's own stays readable as /proc/1/environ.
          environment: {},
          standardInput: request.standardInput ?? "",
          descriptor3: accounts,
          timeoutSeconds: request.timeoutSeconds,
          outputBytesMax: request.outputBytesMax ?? limits.outputBytesMax,
          signal: request.signal,
          converse: request.converse,
        }),
    },
  };
}

const probeRequest: SandboxRequest = { command: ["true"], treeDirectory: tmpdir(), timeoutSeconds: 10 };
