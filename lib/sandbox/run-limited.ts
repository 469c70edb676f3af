import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { SandboxRequest, SandboxResult } from "./types";

export interface Launch {
  program: string;
  args: readonly string[];
  workingDirectory: string;
  environment: Readonly<Record<string, string>>;
  standardInput: string;
  /** Given to the program as file descriptor 3, then closed; null opens none. */
  descriptor3: string | null;
  timeoutSeconds: number;
  outputBytesMax: number;
  signal: AbortSignal | undefined;
  converse: SandboxRequest["converse"];
}

/** Keeps the first bytes of a stream; the rest is read and dropped, so that the writer never blocks. */
function keepFirst(stream: Readable, bytesMax: number): { text: () => string; truncated: () => boolean } {
  const chunks: Buffer[] = [];
  let kept = 0;
  let truncated = false;
  stream.on("data", (chunk: Buffer) => {
    const room = bytesMax - kept;
    if (chunk.length > room) truncated = true;
    if (room <= 0) return;
    const part = chunk.subarray(0, room);
    chunks.push(part);
    kept += part.length;
  });
  return { text: () => Buffer.concat(chunks).toString("utf8"), truncated: () => truncated };
}

/** For a stream that somebody else reads: counts, and ends its writer where it says too much. */
function countOnly(stream: Readable, bytesMax: number, endWriter: () => void) {
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) endWriter();
  });
  return { text: () => "", truncated: () => bytes > bytesMax };
}

/**
 * Runs a program as the leader of a process group of its own, and kills the group at the time limit, when the signal
 * fires, and when the leader has ended. Answers once all its output is closed.
 *
 * @throws the reason of `signal` where that has fired, and the system's error where the program cannot be started
 */
export function runLimited(launch: Launch): Promise<SandboxResult> {
  const { signal } = launch;
  signal?.throwIfAborted();
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(launch.program, launch.args, {
      cwd: launch.workingDirectory,
      env: { ...launch.environment } as NodeJS.ProcessEnv,
      detached: true,
      stdio: ["pipe", "pipe", "pipe", launch.descriptor3 === null ? "ignore" : "pipe"],
    }) as ChildProcessWithoutNullStreams;
    const output = launch.converse
      ? countOnly(child.stdout, launch.outputBytesMax, killGroup)
      : keepFirst(child.stdout, launch.outputBytesMax);
    const errors = keepFirst(child.stderr, launch.outputBytesMax);
    let timedOut = false;

    function killGroup(): void {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // The group is gone already.
      }
    }
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup();
    }, launch.timeoutSeconds * 1_000);
    signal?.addEventListener("abort", killGroup, { once: true });
    function settle(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", killGroup);
    }

    // A program that ends without reading its input breaks the pipe; that is its right.
    child.stdin.on("error", () => {});
    if (launch.converse) launch.converse({ input: child.stdin, output: child.stdout });
    else child.stdin.end(launch.standardInput);
    const extra = child.stdio[3];
    if (launch.descriptor3 !== null && extra && "end" in extra) {
      extra.on("error", () => {});
      extra.end(launch.descriptor3);
    }
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("exit", killGroup);
    child.on("close", (exitCode, endSignal) => {
      settle();
      if (signal?.aborted) return reject(signal.reason);
      resolve({
        exitCode,
        signal: endSignal,
        timedOut,
        standardOutput: output.text(),
        standardError: errors.text(),
        truncated: output.truncated() || errors.truncated(),
        durationMs: Math.round(performance.now() - started),
      });
    });
  });
}
