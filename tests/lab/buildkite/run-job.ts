import { createHash, randomUUID } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import picomatch from "picomatch";
import { type Checkout, withCheckout } from "../ci/checkout";
import { runCommandLine } from "../ci/process";
import { repositoryById } from "../state/lookup";
import type { World } from "../world";
import { buildPage, placeOf } from "./addresses";
import type { BuildkiteBuild, BuildkiteJob } from "./model";

const jobTimeoutMs = 5 * 60_000;

export function jobLogFile(world: World, jobId: string): string {
  return join(world.folders.logs, "buildkite", `${jobId}.log`);
}

export function artifactFile(world: World, artifactId: string): string {
  return join(world.folders.artifacts, "buildkite", artifactId);
}

/** Runs one command job as an agent does, and answers its exit status. */
export async function runJob(
  world: World,
  build: BuildkiteBuild,
  job: BuildkiteJob,
  signal: AbortSignal,
): Promise<number> {
  const log: string[] = [];
  const say = (line: string) => log.push(line);
  const repository = repositoryById(world, placeOf(world, build).pipeline.repositoryId);
  const given = { id: job.id, repository, sha: build.sha };
  const exitStatus = await withCheckout(world, given, async (checkout) => {
    say("~~~ Preparing working directory");
    say(`$ git checkout -f ${build.sha}`);
    say("~~~ Running commands");
    for (const line of (job.command ?? "").split("\n")) say(`$ ${line}`);
    const end = await runCommandLine("bash", ["-e", "-c", job.command ?? ""], {
      cwd: checkout.workspace,
      env: { ...checkout.env, ...variablesOf(world, build, job), ...job.env },
      timeoutMs: jobTimeoutMs,
      signal,
      onLine: say,
    });
    const status = end.kind === "exited" ? end.exitCode : 255;
    if (status !== 0) {
      say("^^^ +++");
      say(`\u{1f6a8} Error: The command exited with status ${status}`);
    }
    uploadArtifacts(world, job, checkout, say);
    return status;
  });
  writeJobLog(world, job, log);
  return exitStatus;
}

/** As the agent writes it, each line stamped: https://buildkite.com/docs/pipelines/configure/managing-log-output */
export function writeJobLog(world: World, job: BuildkiteJob, lines: readonly string[]): void {
  const stamp = `\u001b_bk;t=${world.clock.now().getTime()}\u0007`;
  const file = jobLogFile(world, job.id);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.map((line) => `${stamp}${line}\r\n`).join(""));
}

function uploadArtifacts(
  world: World,
  job: BuildkiteJob,
  { workspace }: Checkout,
  say: (line: string) => void,
): void {
  if (job.artifactPaths.length === 0) return;
  say("~~~ Uploading artifacts");
  const wanted = picomatch(job.artifactPaths);
  const paths = readdirSync(workspace, { recursive: true, encoding: "utf8" }).filter(
    (path) => wanted(path) && statSync(join(workspace, path)).isFile(),
  );
  for (const path of paths) {
    const artifact = {
      id: randomUUID(),
      jobId: job.id,
      path,
      sizeBytes: statSync(join(workspace, path)).size,
      sha1: createHash("sha1")
        .update(readFileSync(join(workspace, path)))
        .digest("hex"),
    };
    const target = artifactFile(world, artifact.id);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(workspace, path), target);
    world.state.buildkite.artifacts.push(artifact);
    say(`Uploading artifact ${artifact.id} ${path}`);
  }
}

/** https://buildkite.com/docs/pipelines/configure/environment-variables */
function variablesOf(world: World, build: BuildkiteBuild, job: BuildkiteJob): Record<string, string> {
  return {
    BUILDKITE: "true",
    BUILDKITE_BRANCH: build.branch,
    BUILDKITE_BUILD_NUMBER: String(build.number),
    BUILDKITE_BUILD_URL: buildPage(world, build),
    BUILDKITE_COMMIT: build.sha,
    BUILDKITE_JOB_ID: job.id,
    BUILDKITE_LABEL: job.name ?? "",
  };
}
