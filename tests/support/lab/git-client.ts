import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface GitClient {
  folder: string;
  run(...args: string[]): Promise<string>;
  /** Writes files and commits them. */
  commit(message: string, files: Record<string, string>): Promise<string>;
  /** Pushes and answers what git printed, whether it was refused or not. */
  push(...args: string[]): Promise<{ refused: boolean; output: string }>;
}

/** A clone over HTTP with a token, as the product makes one. */
export async function cloneWithToken(
  githubUrl: string,
  repository: string,
  token: string,
): Promise<GitClient> {
  const folder = await mkdtemp(join(tmpdir(), "lab-clone-"));
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  const credentials = ["-c", "credential.helper=", "-c", `http.extraHeader=Authorization: Basic ${basic}`];
  const identity = ["-c", "user.name=regreen[bot]", "-c", "user.email=regreen@lab.test"];
  const run = async (...args: string[]) => {
    const { stdout } = await execute("git", ["-C", folder, ...credentials, ...identity, ...args], {
      env: { ...process.env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
    });
    return stdout.trim();
  };
  await run("clone", "--quiet", `${githubUrl}/${repository}.git`, ".");
  return {
    folder,
    run,
    commit: async (message, files) => {
      for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
      await run("add", "--all");
      await run("commit", "--quiet", "--message", message);
      return run("rev-parse", "HEAD");
    },
    push: async (...args) => {
      try {
        return { refused: false, output: await run("push", ...args) };
      } catch (error) {
        return { refused: true, output: String((error as { stderr?: string }).stderr ?? error) };
      }
    },
  };
}
