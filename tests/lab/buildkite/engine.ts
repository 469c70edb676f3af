import { randomUUID } from "node:crypto";
import { bareFolder, readCommit } from "../git/bare";
import { git, gitOrNull } from "../git/run";
import { repositoryById } from "../state/lookup";
import { createWorkQueue } from "../work-queue";
import type { ProviderEngine, World } from "../world";
import { placeOf } from "./addresses";
import type { BuildkiteBuild, BuildkiteJob, JobState } from "./model";
import { type PlannedStep, readPipeline } from "./pipeline-file";
import { reportOnGitHub } from "./report";
import { runJob, writeJobLog } from "./run-job";

const pipelinePath = ".buildkite/pipeline.yml";

/** The one step that every pipeline begins with; the repository's own follow from what it uploads. */
const uploadStep: PlannedStep = {
  kind: "command",
  name: ":pipeline: Pipeline upload",
  key: null,
  command: "buildkite-agent pipeline upload",
  env: {},
  artifactPaths: [],
  softFail: false,
};

/** A build for each push to a repository that has a pipeline and its file. */
export function createBuildkiteEngine(worldOf: () => World): ProviderEngine {
  const queue = createWorkQueue(() => worldOf().options.jobsAtOnce, "Buildkite");
  const now = () => worldOf().clock.now().toISOString();

  /** Starts what may start, and ends the build where nothing can. */
  async function advance(build: BuildkiteBuild): Promise<void> {
    const before = build.state;
    for (const job of jobsInTurn(build)) {
      Object.assign(job, { state: "running", startedAt: now() });
      build.startedAt ??= now();
      queue.add((signal) => perform(build, job, signal));
    }
    build.state = stateOf(build);
    if (build.state === "passed" || build.state === "failed") build.finishedAt = now();
    worldOf().save();
    if (build.state !== before) await reportOnGitHub(worldOf(), build);
  }

  async function perform(build: BuildkiteBuild, job: BuildkiteJob, signal: AbortSignal): Promise<void> {
    const work = job === build.jobs[0] ? uploadPipeline(build, job) : runJob(worldOf(), build, job, signal);
    const exitStatus = await work.catch((error: unknown) => {
      console.error("The lab's Buildkite failed:", error);
      return 255;
    });
    // What a stopping lab broke off is run anew by the next one.
    if (signal.aborted) return;
    Object.assign(job, { exitStatus, state: exitStatus === 0 ? "passed" : "failed", finishedAt: now() });
    await advance(build);
  }

  async function uploadPipeline(build: BuildkiteBuild, job: BuildkiteJob): Promise<number> {
    const world = worldOf();
    const repository = repositoryById(world, placeOf(world, build).pipeline.repositoryId);
    const text = await git(bareFolder(world, repository), ["show", `${build.sha}:${pipelinePath}`]);
    const read = readPipeline(text);
    if (read.ok) build.jobs.push(...read.steps.map((step) => jobOf(step, now())));
    const said = read.ok ? `Successfully parsed and uploaded ${pipelinePath}` : `fatal: ${read.error}`;
    writeJobLog(world, job, ["~~~ Running commands", `$ ${job.command}`, ...said.split("\n")]);
    return read.ok ? 0 : 1;
  }

  return {
    async pushed(repository, branch, sha, actor) {
      const world = worldOf();
      const { buildkite } = world.state;
      const pipeline = buildkite.pipelines.find((one) => one.repositoryId === repository.id);
      if (pipeline === undefined) return;
      const text = await gitOrNull(bareFolder(world, repository), ["show", `${sha}:${pipelinePath}`]);
      if (text === null) return;
      const { message } = await readCommit(world, repository, sha);
      const build: BuildkiteBuild = {
        id: randomUUID(),
        number: buildkite.builds.filter((one) => one.pipelineId === pipeline.id).length + 1,
        pipelineId: pipeline.id,
        branch,
        sha,
        message: message.trim(),
        author: actor,
        state: "scheduled",
        createdAt: now(),
        startedAt: null,
        finishedAt: null,
        jobs: [jobOf(uploadStep, now())],
      };
      buildkite.builds.push(build);
      await advance(build);
    },

    idle: queue.idle,

    resume() {
      for (const build of worldOf().state.buildkite.builds) {
        for (const job of build.jobs)
          if (job.state === "running") queue.add((signal) => perform(build, job, signal));
      }
    },

    close: queue.close,
  };
}

/** The command jobs that may begin now. Steps run side by side up to the next wait or block. */
function jobsInTurn(build: BuildkiteBuild): BuildkiteJob[] {
  const ready: BuildkiteJob[] = [];
  for (const [index, job] of build.jobs.entries()) {
    const earlier = build.jobs.slice(0, index);
    if (job.type === "script") {
      if (job.state === "scheduled") ready.push(job);
      continue;
    }
    if (job.state === "passed" || job.state === "unblocked") continue;
    if (earlier.some((one) => one.type === "script" && one.finishedAt === null)) return ready;
    if (earlier.some(failedHard) && !job.continueOnFailure) {
      for (const one of build.jobs.slice(index))
        if (one.finishedAt === null && one.state !== "waiting_failed")
          one.state = one.type === "waiter" ? "waiting_failed" : "broken";
      return ready;
    }
    job.state = job.type === "waiter" ? "passed" : "blocked";
    if (job.state === "blocked") return ready;
  }
  return ready;
}

function stateOf({ jobs }: BuildkiteBuild): BuildkiteBuild["state"] {
  const unfinished: readonly JobState[] = ["scheduled", "waiting", "running"];
  const failed = jobs.some(failedHard);
  if (jobs.some((job) => job.state === "blocked")) return failed ? "failed" : "blocked";
  if (jobs.some((job) => unfinished.includes(job.state))) return failed ? "failing" : "running";
  return failed ? "failed" : "passed";
}

function failedHard({ state, softFail }: BuildkiteJob): boolean {
  return state === "failed" && !softFail;
}

function jobOf(step: PlannedStep, createdAt: string): BuildkiteJob {
  const plain = {
    id: randomUUID(),
    command: null,
    env: {},
    artifactPaths: [],
    softFail: false,
    continueOnFailure: false,
    exitStatus: null,
    createdAt,
    startedAt: null,
    finishedAt: null,
  };
  switch (step.kind) {
    case "wait":
      return {
        ...plain,
        type: "waiter",
        name: null,
        stepKey: null,
        state: "waiting",
        continueOnFailure: step.continueOnFailure,
      };
    case "block":
      return { ...plain, type: "manual", name: step.name, stepKey: step.key, state: "waiting" };
    case "command": {
      const { kind: _, key: stepKey, ...said } = step;
      return { ...plain, ...said, type: "script", stepKey, state: "scheduled" };
    }
  }
}
