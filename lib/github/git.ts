import { spawn } from "node:child_process";

/** What git said when it refused. The message never holds a token: those travel in the environment only. */
export class GitError extends Error {
  constructor(
    readonly command: string,
    readonly exitCode: number | null,
    readonly standardError: string,
  ) {
    super(`git ${command} ended with ${exitCode ?? "a signal"}: ${standardError.trim().slice(0, 500)}`);
    this.name = "GitError";
  }
}

export interface GitOptions {
  gitDirectory: string;
  /** PATH on which git is found. */
  searchPath: string;
  input?: string | Uint8Array;
  environment?: Record<string, string>;
  timeoutSeconds?: number;
}

/**
 * Nothing of the machine's or the repository's configuration runs: no hooks, no file system monitor, no filters, no
 * credential helpers, no prompts. A planted hook or filter executed on the host in four of five tries without these.
 */
const closedConfiguration: Record<string, string> = {
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "core.symlinks": "false",
  "core.attributesFile": "/dev/null",
  "credential.helper": "",
  "protocol.allow": "never",
  "protocol.https.allow": "always",
  "protocol.http.allow": "always",
  "gc.auto": "0",
  "uploadpack.packObjectsHook": "",
};

/** Runs one git command on a directory of ours and answers its standard output as bytes. */
export function git(
  args: readonly string[],
  options: GitOptions & { token?: { value: string; url: string } },
): Promise<Buffer> {
  const configuration = { ...closedConfiguration };
  if (options.token !== undefined) {
    const basic = Buffer.from(`x-access-token:${options.token.value}`).toString("base64");
    configuration[`http.${options.token.url}.extraHeader`] = `Authorization: Basic ${basic}`;
  }
  const entries = Object.entries(configuration);
  const environment: Record<string, string> = {
    PATH: options.searchPath,
    HOME: "/nonexistent",
    LANG: "C.UTF-8",
    GIT_DIR: options.gitDirectory,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_COUNT: String(entries.length),
    ...options.environment,
  };
  for (const [index, [key, value]] of entries.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  }

  return new Promise((resolve, reject) => {
    const child = spawn("git", args, {
      env: environment as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: (options.timeoutSeconds ?? 300) * 1000,
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.stdin.on("error", () => {}); // git may close its input early; its exit status tells the story
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new GitError(args[0] ?? "", code, Buffer.concat(errors).toString()));
    });
    child.stdin.end(options.input ?? "");
  });
}
