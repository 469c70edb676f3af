import { randomUUID } from "node:crypto";
import picomatch from "picomatch";
import { invariant } from "@/lib/assert";
import { asksToSkip } from "../ci/triggers";
import { bareFolder, readCommit } from "../git/bare";
import { gitOrNull } from "../git/run";
import { repositoryById } from "../state/lookup";
import type { Repository } from "../state/repositories";
import type { CircleEngine, World } from "../world";
import { type ConfigFile, type PlannedJob, readConfig } from "./config-file";
import type { CircleJob, CirclePipeline, CircleProject, CircleWorkflow, WorkflowStatus } from "./model";
import { reportJob } from "./report";
import { runCircleJob } from "./run-job";
import { sendWebhooks } from "./webhooks";

const configurationPath = ".circleci/config.yml";
/** A context of this name lets nobody in, so that there is a job that its starter may not run. */
const forbiddenContext = "restricted";

export function createCircleEngine(worldOf: () => World): CircleEngine {
  const running = new Map<string, AbortController>();
  const work = new Set<Promise<void>>();
  let closed = false;

  function projectOf(pipeline: CirclePipeline): CircleProject {
    const project = worldOf().state.circleci.projects.find((one) => one.id === pipeline.projectId);
    invariant(project, `project ${pipeline.projectId} exists`);
    return project;
  }

  function pipelineOf(workflow: CircleWorkflow): CirclePipeline {
    const pipeline = worldOf().state.circleci.pipelines.find((one) => one.id === workflow.pipelineId);
    invariant(pipeline, `pipeline ${workflow.pipelineId} exists`);
    return pipeline;
  }

  function jobsOf(workflow: CircleWorkflow): CircleJob[] {
    return worldOf().state.circleci.jobs.filter((job) => job.workflowId === workflow.id);
  }

  function now(): string {
    return worldOf().clock.now().toISOString();
  }

  async function pushed(repository: Repository, branch: string, sha: string, actor: string): Promise<void> {
    const world = worldOf();
    const { circleci } = world.state;
    const project = circleci.projects.find((one) => one.repositoryId === repository.id);
    if (project === undefined) return;
    const text = await gitOrNull(bareFolder(world, repository), ["show", `${sha}:${configurationPath}`]);
    if (text === null || asksToSkip((await readCommit(world, repository, sha)).message)) return;
    const read = readConfig(text);
    const pipeline: CirclePipeline = {
      id: randomUUID(),
      number: circleci.pipelines.filter((one) => one.projectId === project.id).length + 1,
      projectId: project.id,
      branch,
      sha,
      actor,
      createdAt: now(),
      state: read.ok ? (read.config.setup ? "setup" : "created") : "errored",
      errors: read.ok ? [] : read.errors.map((message) => ({ type: "config", message })),
    };
    circleci.pipelines.push(pipeline);
    if (read.ok) addWorkflows(pipeline, read.config, text);
    world.save();
    pump();
  }

  function addWorkflows(pipeline: CirclePipeline, config: ConfigFile, configuration: string): void {
    for (const { name, jobs } of config.workflows) {
      const wanted = jobs.filter((job) => runsOn(job, pipeline.branch));
      if (wanted.length === 0) continue;
      const workflow = addWorkflow(pipeline, name, config.setup, configuration);
      for (const job of wanted) addJob(workflow, job);
    }
  }

  function addWorkflow(pipeline: CirclePipeline, name: string, setup: boolean, configuration: string) {
    const workflow: CircleWorkflow = {
      id: randomUUID(),
      pipelineId: pipeline.id,
      name,
      setup,
      status: "running",
      createdAt: now(),
      stoppedAt: null,
      configuration,
    };
    worldOf().state.circleci.workflows.push(workflow);
    return workflow;
  }

  function addJob(workflow: CircleWorkflow, planned: PlannedJob): void {
    const { jobs } = worldOf().state.circleci;
    jobs.push({
      id: randomUUID(),
      number: planned.type === "approval" ? null : jobs.length + 1,
      workflowId: workflow.id,
      name: planned.name,
      type: planned.type,
      requires: planned.requires,
      status: "blocked",
      startedAt: null,
      stoppedAt: null,
      executions: [],
      tests: [],
      artifacts: [],
    });
  }

  function plannedOf(workflow: CircleWorkflow, job: CircleJob) {
    const read = readConfig(workflow.configuration);
    invariant(read.ok, "the configuration of a workflow was read before");
    const planned = read.config.workflows
      .find((one) => one.name === workflow.name)
      ?.jobs.find((one) => one.name === job.name);
    invariant(planned, `job ${job.name} is in the configuration`);
    return { planned, definition: read.config.jobs[planned.definition] };
  }

  function pump(): void {
    const world = worldOf();
    if (closed) return;
    for (const workflow of world.state.circleci.workflows.filter((one) => one.status === "running")) {
      const jobs = jobsOf(workflow);
      for (const job of jobs.filter((one) => one.status === "blocked")) {
        const needed = jobs.filter((one) => job.requires.includes(one.name));
        if (needed.some((one) => one.status !== "success")) continue;
        if (job.type === "approval") job.status = "on_hold";
        else if (running.size < world.options.jobsAtOnce) begin(workflow, job);
      }
      settle(workflow);
    }
    world.save();
  }

  function begin(workflow: CircleWorkflow, job: CircleJob): void {
    const { planned } = plannedOf(workflow, job);
    if (planned.contexts.includes(forbiddenContext)) {
      Object.assign(job, { status: "unauthorized", stoppedAt: now() });
      void reportJob(worldOf(), projectOf(pipelineOf(workflow)), pipelineOf(workflow), workflow, job);
      return;
    }
    Object.assign(job, { status: "running", startedAt: now() });
    const controller = new AbortController();
    running.set(job.id, controller);
    const doing = perform(workflow, job, controller.signal)
      .catch((error: unknown) => {
        console.error("The lab's CircleCI failed:", error);
        job.status = "infrastructure_fail";
      })
      .finally(() => {
        running.delete(job.id);
        work.delete(doing);
        pump();
      });
    work.add(doing);
  }

  async function perform(workflow: CircleWorkflow, job: CircleJob, signal: AbortSignal): Promise<void> {
    const world = worldOf();
    const pipeline = pipelineOf(workflow);
    const project = projectOf(pipeline);
    const { definition } = plannedOf(workflow, job);
    invariant(definition, `job ${job.name} has a definition`);
    await reportJob(world, project, pipeline, workflow, job);
    const status = await runCircleJob({
      world,
      repository: repositoryById(world, project.repositoryId),
      pipeline,
      workflow,
      job,
      definition,
      signal,
      continueWith: async (text) => {
        const read = readConfig(text);
        pipeline.state = read.ok ? "created" : "errored";
        if (read.ok) addWorkflows(pipeline, read.config, text);
        else pipeline.errors = read.errors.map((message) => ({ type: "config", message }));
      },
    });
    if (closed) return;
    Object.assign(job, { status, stoppedAt: now() });
    await reportJob(world, project, pipeline, workflow, job);
    sendWebhooks(world, project, pipeline, workflow, job);
  }

  /** A workflow has ended when nothing of it runs and nothing can begin. */
  function settle(workflow: CircleWorkflow): void {
    const jobs = jobsOf(workflow);
    if (jobs.some((job) => job.status === "running")) return;
    const canBegin = jobs.some(
      (job) =>
        job.status === "blocked" &&
        jobs.filter((one) => job.requires.includes(one.name)).every((one) => one.status === "success"),
    );
    if (canBegin) return;
    const status = endOf(jobs);
    if (status === workflow.status) return;
    workflow.status = status;
    if (status === "on_hold") return;
    workflow.stoppedAt = now();
    const pipeline = pipelineOf(workflow);
    sendWebhooks(worldOf(), projectOf(pipeline), pipeline, workflow, null);
  }

  return {
    pushed,

    rerunFailed(failed) {
      const pipeline = pipelineOf(failed);
      const workflow = addWorkflow(pipeline, failed.name, failed.setup, failed.configuration);
      for (const job of jobsOf(failed)) {
        const kept = job.status === "success";
        worldOf().state.circleci.jobs.push({
          ...structuredClone(job),
          workflowId: workflow.id,
          ...(kept ? {} : freshJob(worldOf())),
        });
      }
      pump();
      return workflow;
    },

    approve(job) {
      const workflow = worldOf().state.circleci.workflows.find((one) => one.id === job.workflowId);
      invariant(workflow, "the job's workflow exists");
      Object.assign(job, { status: "success", stoppedAt: now() });
      workflow.status = "running";
      pump();
    },

    async idle() {
      while (work.size > 0) await Promise.all(work);
    },

    resume() {
      for (const job of worldOf().state.circleci.jobs)
        if (job.status === "running")
          Object.assign(job, freshJob(worldOf()), { id: job.id, number: job.number });
      pump();
    },

    async close() {
      closed = true;
      for (const controller of running.values()) controller.abort();
      await Promise.all(work);
    },
  };
}

function freshJob(world: World): Partial<CircleJob> {
  return {
    id: randomUUID(),
    number: world.state.circleci.jobs.length + 1,
    status: "blocked",
    startedAt: null,
    stoppedAt: null,
    executions: [],
    tests: [],
    artifacts: [],
  };
}

function endOf(jobs: readonly CircleJob[]): WorkflowStatus {
  const has = (status: CircleJob["status"]) => jobs.some((job) => job.status === status);
  if (has("failed") || has("timedout") || has("infrastructure_fail")) return "failed";
  if (has("unauthorized")) return "unauthorized";
  if (has("canceled")) return "canceled";
  return has("on_hold") ? "on_hold" : "success";
}

function runsOn(job: PlannedJob, branch: string): boolean {
  const matches = (patterns: readonly string[]) =>
    patterns.some((pattern) => pattern === branch || picomatch.isMatch(branch, pattern));
  if (matches(job.ignore)) return false;
  return job.only === null || matches(job.only);
}
