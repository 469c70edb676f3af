import { invariant } from "@/lib/assert";
import { readCommit } from "../git/bare";
import { emitJob, emitRun, emitSuite } from "../github/events/actions";
import type { Conclusion } from "../state/checks";
import { repositoryById, runById, suiteById } from "../state/lookup";
import type { Job, WorkflowRun } from "../state/workflows";
import type { CiEngine, CiTrigger, RerunSelection, World } from "../world";
import { isJobEnabled } from "./job-condition";
import { planJobs } from "./plan-jobs";
import { readWorkflow, readWorkflows } from "./read-workflows";
import { addJob, completeJob, createRun, findOrCreateWorkflow, startJob } from "./records";
import { planRerun } from "./rerun";
import { takeRunFault } from "./run-faults";
import { runJob } from "./run-job";
import { asksToSkip, isTriggered } from "./triggers";

/** The lab's runners: takes queued jobs in order, a few at a time, and runs them for real. */
export function createCiEngine(world: () => World): CiEngine {
  return new Engine(world);
}

class Engine implements CiEngine {
  private readonly running = new Map<number, AbortController>();
  private readonly work = new Set<Promise<void>>();
  private idleWaiters: (() => void)[] = [];
  private closed = false;

  constructor(private readonly worldOf: () => World) {}

  async trigger(trigger: CiTrigger): Promise<WorkflowRun[]> {
    const world = this.worldOf();
    const { message } = await readCommit(world, trigger.headRepository, trigger.headSha);
    const found = await readWorkflows(world, trigger.headRepository, trigger.headSha);
    if (trigger.event === "push" && trigger.headBranch === trigger.repository.defaultBranch) {
      // What is on the default branch can be started by hand before it has ever run.
      for (const { path, file } of found)
        findOrCreateWorkflow(world, trigger.repository.id, path, file?.name ?? path);
    }
    if (trigger.event !== "workflow_dispatch" && asksToSkip(message)) return [];
    const runs: WorkflowRun[] = [];
    for (const { path, file } of found) {
      if (trigger.workflowPath !== null && trigger.workflowPath !== path) continue;
      if (file && !isTriggered(file, trigger)) continue;
      const run = await createRun(world, trigger, path, file?.name ?? path);
      runs.push(run);
      emitRun(world, run, "requested");
      const end = file ? takeRunFault(world, run) : "startup_failure";
      const jobs = file && end !== "action_required" ? planJobs(world, run, file) : [];
      if (end === null) this.queue(run, jobs);
      else this.endAtOnce(run, jobs, end);
    }
    return runs;
  }

  async rerun(run: WorkflowRun, which: RerunSelection, actor: string): Promise<void> {
    const world = this.worldOf();
    const jobs = planRerun(world, run, which, actor);
    // A run that ended before it had any job begins with all of them.
    if (jobs.length === 0) jobs.push(...(await this.plan(run)));
    emitRun(world, run, "requested");
    this.queue(run, jobs);
  }

  async approve(run: WorkflowRun): Promise<void> {
    const world = this.worldOf();
    const jobs = await this.plan(run);
    Object.assign(run, { status: "queued", conclusion: null, updatedAt: world.clock.iso() });
    emitRun(world, run, "requested");
    this.queue(run, jobs);
  }

  private async plan(run: WorkflowRun): Promise<Job[]> {
    const world = this.worldOf();
    const head = repositoryById(world, run.headRepositoryId);
    const { file } = await readWorkflow(world, head, run.headSha, run.path);
    invariant(file, `${run.path} of ${run.headSha} is a workflow`);
    return planJobs(world, run, file);
  }

  cancel(run: WorkflowRun): void {
    const world = this.worldOf();
    for (const job of this.jobsOf(run)) {
      this.running.get(job.id)?.abort();
      if (job.status === "queued") completeJob(world, run, job, "cancelled", []);
    }
    this.settle(run);
  }

  async idle(): Promise<void> {
    while (this.hasWork()) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const controller of this.running.values()) controller.abort();
    await Promise.all(this.work);
  }

  /** Takes up the jobs that a killed lab left behind; each begins again from its checkout. */
  resume(): void {
    for (const job of this.worldOf().state.jobs) {
      if (job.status === "in_progress") Object.assign(job, { status: "queued", steps: [], startedAt: null });
    }
    this.pump();
  }

  private queue(run: WorkflowRun, jobs: Job[]): void {
    const world = this.worldOf();
    for (const job of jobs) {
      addJob(world, run, job);
      if (job.status === "queued") emitJob(world, job, "queued");
    }
    world.save();
    this.pump();
    this.settle(run);
  }

  private pump(): void {
    const world = this.worldOf();
    if (this.closed) return;
    for (const job of world.state.jobs) {
      if (job.status !== "queued" || this.running.has(job.id)) continue;
      const run = runById(world, job.runId);
      const needed = this.jobsOf(run).filter((one) => job.needs.includes(one.key));
      if (needed.some((one) => one.status !== "completed")) continue;
      if (this.running.size >= world.options.jobsAtOnce) return;
      const controller = new AbortController();
      this.running.set(job.id, controller);
      const work = this.perform(run, job, needed, controller.signal).finally(() => {
        this.running.delete(job.id);
        this.work.delete(work);
        this.pump();
        this.wakeWaiters();
      });
      this.work.add(work);
    }
  }

  private async perform(
    run: WorkflowRun,
    job: Job,
    needed: readonly Job[],
    signal: AbortSignal,
  ): Promise<void> {
    const world = this.worldOf();
    const head = repositoryById(world, run.headRepositoryId);
    const { file } = await readWorkflow(world, head, run.headSha, run.path);
    const definition = file?.jobs[job.key];
    invariant(file && definition, `job ${job.key} is in ${run.path} of ${run.headSha}`);
    if (!isJobEnabled(world, run, job, needed, definition)) {
      completeJob(world, run, job, "skipped", []);
      this.settle(run);
      return;
    }
    startJob(world, run, job);
    if (run.status !== "in_progress") {
      Object.assign(run, { status: "in_progress", updatedAt: world.clock.iso() });
      emitRun(world, run, "in_progress");
    }
    const end = await runJob(world, run, job, file, definition, signal);
    // A lab that is going down leaves the job "in progress", so that the next start takes it up again.
    if (this.closed) return;
    const tolerated = definition["continue-on-error"] && end.conclusion === "failure";
    completeJob(world, run, job, tolerated ? "success" : end.conclusion, end.annotations);
    this.settle(run);
  }

  private jobsOf(run: WorkflowRun): Job[] {
    return this.worldOf().state.jobs.filter((job) => job.runId === run.id && job.attempt === run.attempt);
  }

  private endAtOnce(run: WorkflowRun, jobs: readonly Job[], conclusion: Conclusion): void {
    const world = this.worldOf();
    for (const job of jobs) {
      addJob(world, run, job);
      completeJob(world, run, job, conclusion, []);
    }
    this.completeRun(run, conclusion);
  }

  private settle(run: WorkflowRun): void {
    const jobs = this.jobsOf(run);
    if (run.status === "completed" || jobs.some((job) => job.status !== "completed")) return;
    this.completeRun(run, conclusionOf(jobs));
  }

  private completeRun(run: WorkflowRun, conclusion: Conclusion): void {
    const world = this.worldOf();
    const updatedAt = world.clock.iso();
    Object.assign(run, { status: "completed", conclusion, updatedAt });
    Object.assign(suiteById(world, run.checkSuiteId), { status: "completed", conclusion, updatedAt });
    world.save();
    emitRun(world, run, "completed");
    emitSuite(world, run.checkSuiteId, "completed", run.triggeringActor);
    this.wakeWaiters();
  }

  private hasWork(): boolean {
    return this.running.size > 0 || this.worldOf().state.jobs.some((job) => job.status === "queued");
  }

  private wakeWaiters(): void {
    if (this.hasWork()) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const wake of waiters) wake();
  }
}

/** The worst of the jobs; skipped ones do not count. */
function conclusionOf(jobs: readonly Job[]): Conclusion {
  const worstFirst: Conclusion[] = ["failure", "timed_out", "cancelled"];
  return worstFirst.find((conclusion) => jobs.some((job) => job.conclusion === conclusion)) ?? "success";
}
