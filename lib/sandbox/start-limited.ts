import { type ChildProcessWithoutNullStreams, type StdioOptions, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { MakeControlGroup } from "./control-groups";
import { inheritedDescriptors } from "./inherited-descriptors";
import type { Entry } from "./process-numbers";
import type { SandboxEnd, SandboxRequest } from "./types";
import { watchLimits } from "./watch-limits";

export interface Launch {
  program: string;
  args: readonly string[];
  workingDirectory: string;
  environment: Readonly<Record<string, string>>;
  /** Given to the program as file descriptors 3, 4, …, each then closed. */
  descriptors: readonly (string | Buffer)[];
  /** Makes the group that the program is started in; null where this machine has none. */
  makeGroup: MakeControlGroup | null;
  /** What the program is started with where there is no group; null for nothing. */
  numbers: Entry | null;
  /** Called once, when the last process is gone, whatever happened. */
  close: () => Promise<void>;
}

/** A program under way, with its limits. */
export interface LimitedProcess {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  /**
   * Answers when the last process is gone and all output is closed.
   *
   * @throws the reason of the signal where that has fired, and the system's error where the program cannot be started
   */
  wait(): Promise<SandboxEnd>;
  /** Ends every process, also those that ignore signals. May be called again. */
  kill(): void;
}

/**
 * Starts a program as the leader of a process group of its own, and kills the group at the time limit, when the signal
 * fires, and when the leader has ended.
 *
 * @throws the reason of the signal where that has fired
 */
export function startLimited(
  launch: Launch,
  {
    signal,
    timeoutSeconds,
    treeDirectory,
  }: Pick<SandboxRequest, "signal" | "timeoutSeconds" | "treeDirectory">,
): LimitedProcess {
  signal?.throwIfAborted();
  const started = performance.now();
  const group = launch.makeGroup?.() ?? null;
  const entry = group?.entry ?? launch.numbers;
  const program = entry?.program ?? launch.program;
  const args = entry ? [...entry.args, launch.program, ...launch.args] : launch.args;
  const child = spawn(program, args, {
    cwd: launch.workingDirectory,
    env: { ...launch.environment } as NodeJS.ProcessEnv,
    detached: true,
    stdio: standardStreams(launch.descriptors.length),
  }) as ChildProcessWithoutNullStreams;
  let timedOut = false;
  let exceeded: SandboxEnd["exceeded"] = null;

  function kill(): void {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
  }
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, timeoutSeconds * 1_000);
  signal?.addEventListener("abort", kill, { once: true });
  const stopWatching =
    child.pid === undefined
      ? () => {}
      : watchLimits({
          rootPid: child.pid,
          treeDirectory,
          countedByKernel: group !== null,
          onExceeded(what) {
            exceeded = what;
            kill();
          },
        });

  // A program that ends without reading its input breaks the pipe; that is its right.
  child.stdin.on("error", () => {});
  for (const [index, content] of launch.descriptors.entries()) {
    const pipe = child.stdio[index + 3];
    if (!pipe || !("end" in pipe)) continue;
    pipe.on("error", () => {});
    pipe.end(content);
  }

  const ended = new Promise<SandboxEnd>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      kill();
    });
    child.on("close", (exitCode, endSignal) => {
      if (signal?.aborted) return reject(signal.reason);
      const durationMs = Math.round(performance.now() - started);
      exceeded ??= group?.exceeded() ?? null;
      resolve({ exitCode, signal: endSignal, timedOut, exceeded, durationMs });
    });
  }).finally(async () => {
    clearTimeout(timer);
    stopWatching();
    signal?.removeEventListener("abort", kill);
    await group?.close();
    await launch.close();
  });
  // Whoever never waits must not bring the process down.
  ended.catch(() => {});
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, wait: () => ended, kill };
}

/** Pipes for what the program is given, nothing for what it would be given by accident. */
function standardStreams(given: number): StdioOptions {
  const streams: ("pipe" | "ignore" | number)[] = Array.from({ length: 3 + given }, () => "pipe");
  const { numbers, nothing } = inheritedDescriptors();
  for (const number of numbers) {
    if (number < 3 + given) continue;
    while (streams.length < number) streams.push("ignore");
    streams[number] = nothing;
  }
  return streams;
}
