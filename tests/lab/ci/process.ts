import { spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";

export interface CommandOptions {
  cwd: string;
  env: Record<string, string>;
  timeoutMs: number;
  signal: AbortSignal;
  onLine(line: string): void;
}

export type CommandEnd = { kind: "exited"; exitCode: number } | { kind: "timed_out" } | { kind: "cancelled" };

/** How long background processes may still write after their step has ended. */
const orphanGraceMs = 1_000;

/** Runs a command in a process group of its own and kills the whole group at the time limit or when cancelled. */
export async function runCommandLine(
  command: string,
  args: string[],
  options: CommandOptions,
): Promise<CommandEnd> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let end: CommandEnd | null = null;
  let orphanTimer: NodeJS.Timeout | undefined;
  const stop = (why: CommandEnd) => {
    end ??= why;
    killGroup(child.pid);
  };
  const timer = setTimeout(() => stop({ kind: "timed_out" }), options.timeoutMs);
  const cancel = () => stop({ kind: "cancelled" });
  options.signal.addEventListener("abort", cancel);
  if (options.signal.aborted) cancel();
  readLines(child.stdout, options.onLine);
  readLines(child.stderr, options.onLine);
  const exitCode = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      options.onLine(error.message);
      resolve(127);
    });
    // What a step left running in the background would otherwise hold the pipes open for ever.
    child.on("exit", () => {
      orphanTimer = setTimeout(() => killGroup(child.pid), orphanGraceMs);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
  clearTimeout(timer);
  clearTimeout(orphanTimer);
  options.signal.removeEventListener("abort", cancel);
  return end ?? { kind: "exited", exitCode };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.replace(/\r$/, ""));
  });
  stream.on("end", () => {
    if (rest) onLine(rest);
  });
}
