import { spawn } from "node:child_process";
import process from "node:process";

export class GitError extends Error {
  constructor(
    readonly args: readonly string[],
    readonly exitCode: number,
    readonly stderr: string,
  ) {
    super(`git ${args.join(" ")} exited with ${exitCode}: ${stderr.trim()}`);
  }
}

/** Nothing of the machine's own Git settings may change what the lab does. */
export const gitEnvironment = {
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

/** Runs git in a folder and answers its standard output as bytes. */
export async function gitBytes(
  folder: string,
  args: readonly string[],
  input?: string | Buffer,
): Promise<Buffer> {
  const child = spawn("git", args, { cwd: folder, env: gitEnvironment });
  const out: Buffer[] = [];
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // A git that stops early closes its input; its exit code tells the story, not the broken pipe.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  if (exitCode !== 0) throw new GitError(args, exitCode, stderr);
  return Buffer.concat(out);
}

export async function git(folder: string, args: readonly string[], input?: string | Buffer): Promise<string> {
  return (await gitBytes(folder, args, input)).toString("utf8");
}

/** Like `git`, but null where git says no: an unknown revision, a path that is not there. */
export function gitOrNull(folder: string, args: readonly string[]): Promise<string | null> {
  return unlessRefused(git(folder, args));
}

/** Null in the place of git's own refusal. */
export async function unlessRefused(answer: Promise<string>): Promise<string | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
