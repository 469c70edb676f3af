import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readReport } from "@/lib/evidence/reports/read-report";
import { removeWorkFolder } from "../ci/builtin-actions";
import { runCommandLine } from "../ci/process";
import { bareFolder } from "../git/bare";
import { git } from "../git/run";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import type { ConfigJob, ConfigStep } from "./config-file";
import type { CircleJob, CirclePipeline, CircleStep, CircleTest, CircleWorkflow } from "./model";

const systemPath = "/usr/local/bin:/usr/bin:/bin";
const jobTimeoutMs = 5 * 60_000;
const shell = "#!/bin/bash -eo pipefail";

export interface JobRun {
  world: World;
  repository: Repository;
  pipeline: CirclePipeline;
  workflow: CircleWorkflow;
  job: CircleJob;
  definition: ConfigJob;
  signal: AbortSignal;
  /** A setup job hands the rest of the configuration over. */
  continueWith(configuration: string): Promise<void>;
}

export function stepOutputFile(world: World, jobId: string, execution: number, step: number): string {
  return join(world.folders.logs, "circleci", `${jobId}-${execution}-${step}.txt`);
}

export function artifactFile(world: World, jobId: string, execution: number, path: string): string {
  return join(world.folders.artifacts, "circleci", jobId, String(execution), path);
}

/** Runs one job, all of its parallel executions, and answers whether each of them passed. */
export async function runCircleJob(run: JobRun): Promise<"success" | "failed" | "canceled"> {
  const { parallelism } = run.definition;
  run.job.executions = Array.from({ length: parallelism }, () => []);
  const ends = await Promise.all(
    run.job.executions.map((steps, execution) => runExecution(run, execution, steps)),
  );
  if (run.signal.aborted) return "canceled";
  return ends.every(Boolean) ? "success" : "failed";
}

async function runExecution(run: JobRun, execution: number, steps: CircleStep[]): Promise<boolean> {
  const root = join(run.world.folders.work, `${run.job.id}-${execution}`);
  const home = join(root, "home");
  const workspace = join(root, "project");
  for (const folder of [home, workspace]) mkdirSync(folder, { recursive: true });
  const execute = { run, execution, workspace, env: environment(run, execution, home, workspace) };
  let passed = true;
  try {
    for (const step of run.definition.steps) {
      // CircleCI keeps results and artifacts of a job that failed; everything else says itself when it runs.
      const wanted = "run" in step ? step.run.when : "checkout" in step ? "on_success" : "always";
      if (passed ? wanted === "on_fail" : wanted === "on_success") continue;
      passed = (await runStep(execute, steps, step)) && passed;
    }
  } finally {
    await removeWorkFolder(root);
  }
  return passed;
}

interface Execution {
  run: JobRun;
  execution: number;
  workspace: string;
  env: Record<string, string>;
}

async function runStep(at: Execution, steps: CircleStep[], step: ConfigStep): Promise<boolean> {
  const { world } = at.run;
  const record: CircleStep = {
    num: steps.length,
    name: nameOf(step),
    command: "run" in step ? `${shell}\n${step.run.command.trimEnd()}` : null,
    status: "running",
    exitCode: null,
    startedAt: world.clock.now().toISOString(),
    endedAt: null,
  };
  steps.push(record);
  const lines: string[] = [];
  const exitCode = await perform(at, step, (line) => lines.push(line));
  if (exitCode !== 0) lines.push("", `Exited with code exit status ${exitCode}`, "");
  const file = stepOutputFile(world, at.run.job.id, at.execution, record.num);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  Object.assign(record, {
    exitCode,
    status: exitCode === 0 ? "success" : "failed",
    endedAt: world.clock.now().toISOString(),
  });
  world.save();
  return exitCode === 0;
}

async function perform(at: Execution, step: ConfigStep, say: (line: string) => void): Promise<number> {
  if ("checkout" in step) {
    const { world, repository, pipeline } = at.run;
    await git(at.workspace, ["clone", "--quiet", bareFolder(world, repository), "."]);
    await git(at.workspace, ["checkout", "--quiet", "--detach", pipeline.sha]);
    say(`HEAD is now at ${pipeline.sha.slice(0, 7)}`);
    return 0;
  }
  if ("run" in step) {
    const end = await runCommandLine("bash", ["-eo", "pipefail", "-c", step.run.command], {
      cwd: join(at.workspace, step.run.working_directory),
      env: { ...at.env, ...step.run.environment },
      timeoutMs: jobTimeoutMs,
      signal: at.run.signal,
      onLine: say,
    });
    if (end.kind === "exited") return end.exitCode;
    say(
      end.kind === "timed_out"
        ? "Too long with no output (exceeded 5m0s): context deadline exceeded"
        : "Build was canceled",
    );
    return 1;
  }
  if ("store_test_results" in step) return storeTests(at, step.store_test_results.path, say);
  if ("store_artifacts" in step) return storeArtifacts(at, step.store_artifacts, say);
  const path = join(at.workspace, step["continuation/continue"].configuration_path);
  if (!existsSync(path)) return 1;
  await at.run.continueWith(readFileSync(path, "utf8"));
  return 0;
}

function storeTests(at: Execution, path: string, say: (line: string) => void): number {
  const files = filesIn(at.workspace, path).filter((file) => file.endsWith(".xml"));
  if (files.length === 0) say(`No test results were found in ${path}`);
  for (const file of files) {
    const { tests } = readReport(readFileSync(join(at.workspace, file)));
    at.run.job.tests.push(
      ...tests.map(
        (test): CircleTest => ({
          classname: test.classname ?? "",
          name: test.name,
          file: test.file ?? "",
          result: test.status === "passed" ? "success" : test.status === "skipped" ? "skipped" : "failure",
          runTime: test.durationSeconds ?? 0,
          message: [test.message, test.details].filter(Boolean).join("\n"),
        }),
      ),
    );
  }
  return 0;
}

function storeArtifacts(
  at: Execution,
  { path, destination }: { path: string; destination?: string | undefined },
  say: (line: string) => void,
): number {
  for (const file of filesIn(at.workspace, path)) {
    const name =
      destination === undefined ? file : join(destination, file.slice(path.length).replace(/^\//, ""));
    const target = artifactFile(at.run.world, at.run.job.id, at.execution, name);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(at.workspace, file), target);
    at.run.job.artifacts.push({ path: name, execution: at.execution });
    say(`Uploading ${file} to ${name}`);
  }
  return 0;
}

function filesIn(workspace: string, path: string): string[] {
  const start = join(workspace, path);
  if (!existsSync(start)) return [];
  if (statSync(start).isFile()) return [path];
  return readdirSync(start, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((name) => statSync(join(workspace, name)).isFile());
}

/** CircleCI names a step without a name after its command. */
function nameOf(step: ConfigStep): string {
  if ("checkout" in step) return "Checkout code";
  if ("store_test_results" in step) return "Uploading test results";
  if ("store_artifacts" in step) return "Uploading artifacts";
  if ("continuation/continue" in step) return "Continue the pipeline";
  return step.run.name ?? step.run.command.split("\n")[0] ?? "";
}

function environment(
  run: JobRun,
  execution: number,
  home: string,
  workspace: string,
): Record<string, string> {
  const { world, repository, pipeline, workflow, job, definition } = run;
  return {
    CI: "true",
    CIRCLECI: "true",
    CIRCLE_BRANCH: pipeline.branch,
    CIRCLE_BUILD_NUM: String(job.number),
    CIRCLE_JOB: job.name,
    CIRCLE_NODE_INDEX: String(execution),
    CIRCLE_NODE_TOTAL: String(definition.parallelism),
    CIRCLE_PROJECT_REPONAME: repository.name,
    CIRCLE_PROJECT_USERNAME: repository.owner,
    CIRCLE_SHA1: pipeline.sha,
    CIRCLE_WORKFLOW_ID: workflow.id,
    CIRCLE_WORKING_DIRECTORY: workspace,
    HOME: home,
    LANG: "C.UTF-8",
    PATH: `${world.toolPath}:${systemPath}`,
    ...definition.environment,
  };
}
