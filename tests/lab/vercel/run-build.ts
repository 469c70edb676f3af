import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { withCheckout } from "../ci/checkout";
import { runCommandLine } from "../ci/process";
import { repositoryById } from "../state/lookup";
import type { World } from "../world";
import { deploymentHost, placeOf } from "./addresses";
import type { BuildLine, VercelDeployment } from "./model";

const buildTimeoutMs = 5 * 60_000;

/** What the lab understands of a project's own settings: https://vercel.com/docs/project-configuration */
const Settings = z.object({
  installCommand: z.string().nullish(),
  buildCommand: z.string().nullish(),
});
const Manifest = z.object({ scripts: z.record(z.string(), z.string()).default({}) });

export type BuildEnd = { ok: true } | { ok: false; code: string; message: string };

export function buildLogFile(world: World, deploymentId: string): string {
  return join(world.folders.logs, "vercel", `${deploymentId}.json`);
}

/** Really runs the repository's build, and keeps every line that it wrote. */
export async function runBuild(
  world: World,
  deployment: VercelDeployment,
  signal: AbortSignal,
): Promise<BuildEnd> {
  const lines: BuildLine[] = [];
  const say = (type: BuildLine["type"], text: string) =>
    lines.push({ type, created: world.clock.now().getTime(), text });
  const repository = repositoryById(world, placeOf(world, deployment).project.repositoryId);
  const name = `${repository.owner}/${repository.name}`;
  say("stdout", "Running build in Washington, D.C., USA (East) – iad1");
  say(
    "stdout",
    `Cloning github.com/${name} (Branch: ${deployment.branch}, Commit: ${deployment.sha.slice(0, 7)})`,
  );
  const given = { id: deployment.id, repository, sha: deployment.sha };
  const end = await withCheckout(world, given, async ({ workspace, env }): Promise<BuildEnd> => {
    say("stdout", 'Running "vercel build"');
    for (const command of commandsOf(workspace)) {
      say("command", `Running "${command}"`);
      const ended = await runCommandLine("bash", ["-c", command], {
        cwd: workspace,
        env: { ...env, ...variablesOf(world, deployment) },
        timeoutMs: buildTimeoutMs,
        signal,
        onLine: (line) => say("stdout", line),
      });
      if (ended.kind === "exited" && ended.exitCode === 0) continue;
      const exitCode = ended.kind === "exited" ? ended.exitCode : 1;
      const message = `Command "${command}" exited with ${exitCode}`;
      say("stderr", `Error: ${message}`);
      return { ok: false, code: `BUILD_UTILS_SPAWN_${exitCode}`, message };
    }
    say("stdout", "Build Completed in /vercel/output");
    return { ok: true };
  });
  const file = buildLogFile(world, deployment.id);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(lines));
  return end;
}

/** What is set in `vercel.json` goes before the scripts of the manifest. A site without a build is served as it is. */
function commandsOf(workspace: string): string[] {
  const settings = Settings.parse(readJson(join(workspace, "vercel.json")) ?? {});
  const { scripts } = Manifest.parse(readJson(join(workspace, "package.json")) ?? {});
  const script = ["vercel-build", "build"].find((name) => scripts[name] !== undefined);
  const build = settings.buildCommand ?? (script === undefined ? null : `npm run ${script}`);
  return [settings.installCommand, build].filter((command): command is string => Boolean(command));
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** https://vercel.com/docs/environment-variables/system-environment-variables */
function variablesOf(world: World, deployment: VercelDeployment): Record<string, string> {
  return {
    VERCEL: "1",
    VERCEL_ENV: "preview",
    VERCEL_URL: deploymentHost(world, deployment),
    VERCEL_GIT_COMMIT_REF: deployment.branch,
    VERCEL_GIT_COMMIT_SHA: deployment.sha,
  };
}
