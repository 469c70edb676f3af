import { z } from "zod";
import { blobLink } from "../../blobs/links";
import { readWorkflow } from "../../ci/read-workflows";
import { hasLog } from "../../ci/run-job";
import { branchSha } from "../../git/bare";
import { accountOf, runById } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { Artifact, Job, Workflow, WorkflowRun } from "../../state/workflows";
import type { RerunSelection, World } from "../../world";
import { ApiError, notFound } from "../api-error";
import { accountOfActor } from "../auth/access";
import { accountView } from "../views/account";
import { artifactExpired, artifactView, jobView, runView, runWeb, workflowView } from "../views/actions";
import { api as apiUrl } from "../views/urls";
import { type Api, type ApiContext, numberParam, page, readBody, repositoryOf, textParam } from "./request";

const Dispatch = z.object({
  ref: z.string().min(1),
  inputs: z.record(z.string(), z.coerce.string()).default({}),
  return_run_details: z.boolean().default(false),
});

/** GitHub Actions: runs, jobs, logs, artifacts, reruns and dispatch. */
export function actionsRoutes(api: Api, world: World): void {
  const base = "/repos/:owner/:repo/actions";

  api.get(`${base}/runs`, (c) => c.json(runList(c, () => true)));
  api.get(`${base}/workflows/:workflow/runs`, (c) => {
    const workflow = workflowOf(c, repositoryOf(world, c, "actions", "read"));
    return c.json(runList(c, (run) => run.workflowId === workflow.id));
  });

  api.get(`${base}/workflows`, (c) => {
    const repository = repositoryOf(world, c, "actions", "read");
    const workflows = world.state.workflows.filter((one) => one.repositoryId === repository.id);
    return c.json({
      total_count: workflows.length,
      workflows: page(c, workflows).map((one) => workflowView(world, one)),
    });
  });

  api.get(`${base}/workflows/:workflow`, (c) =>
    c.json(workflowView(world, workflowOf(c, repositoryOf(world, c, "actions", "read")))),
  );

  api.post(`${base}/workflows/:workflow/dispatches`, async (c) => {
    const repository = repositoryOf(world, c, "actions", "write");
    const workflow = workflowOf(c, repository);
    const body = await readBody(c, "Workflow", Dispatch);
    const branch = body.ref.replace(/^refs\/heads\//, "");
    const sha = await branchSha(world, repository, branch);
    if (!sha) throw new ApiError(422, `No ref found for: ${body.ref}`);
    const { file } = await readWorkflow(world, repository, sha, workflow.path);
    if (!file || !("workflow_dispatch" in file.on))
      throw new ApiError(422, "Workflow does not have 'workflow_dispatch' trigger");
    const [run] = await world.ci.trigger({
      event: "workflow_dispatch",
      repository,
      headRepository: repository,
      headBranch: branch,
      headSha: sha,
      baseBranch: null,
      pullRequestNumber: null,
      actor: accountOfActor(world, c.get("actor")).login,
      workflowPath: workflow.path,
      inputs: body.inputs,
    });
    if (!run || !body.return_run_details) return c.body(null, 204);
    const path = `/repos/${repository.owner}/${repository.name}/actions/runs/${run.id}`;
    return c.json({ workflow_run_id: run.id, run_url: apiUrl(world, path), html_url: runWeb(world, run) });
  });

  api.get(`${base}/runs/:id`, (c) => c.json(runView(world, runOf(c, "read"))));

  api.get(`${base}/runs/:id/attempts/:attempt`, (c) => {
    const run = runOf(c, "read");
    return c.json(attemptView(run, numberParam(c, "attempt")));
  });

  api.get(`${base}/runs/:id/jobs`, (c) => {
    const run = runOf(c, "read");
    const every = c.req.query("filter") === "all";
    return c.json(
      jobList(
        c,
        jobsOf(run).filter((job) => every || job.attempt === run.attempt),
      ),
    );
  });

  api.get(`${base}/runs/:id/attempts/:attempt/jobs`, (c) => {
    const run = runOf(c, "read");
    const attempt = numberParam(c, "attempt");
    attemptView(run, attempt);
    return c.json(
      jobList(
        c,
        jobsOf(run).filter((job) => job.attempt === attempt),
      ),
    );
  });

  api.post(`${base}/runs/:id/rerun`, (c) => rerun(c, runOf(c, "write"), { kind: "all" }));
  api.post(`${base}/runs/:id/rerun-failed-jobs`, (c) => rerun(c, runOf(c, "write"), { kind: "failed" }));
  api.post(`${base}/jobs/:id/rerun`, (c) => {
    const job = jobOf(c, "write");
    return rerun(c, runById(world, job.runId), { kind: "job", jobId: job.id });
  });

  api.post(`${base}/runs/:id/cancel`, (c) => {
    const run = runOf(c, "write");
    if (run.status === "completed")
      throw new ApiError(409, "Cannot cancel a workflow run that is completed.");
    world.ci.cancel(run);
    return c.json({}, 202);
  });

  api.post(`${base}/runs/:id/approve`, async (c) => {
    const run = runOf(c, "write");
    if (run.conclusion !== "action_required") throw new ApiError(403, "This run is not waiting for approval");
    await world.ci.approve(run);
    return c.json({}, 201);
  });

  api.get(`${base}/jobs/:id`, (c) => c.json(jobView(world, jobOf(c, "read"))));

  api.get(`${base}/jobs/:id/logs`, (c) => {
    const job = jobOf(c, "read");
    if (!hasLog(world, job.id)) throw notFound();
    return c.redirect(blobLink(world, `/job-logs/${job.id}.txt`), 302);
  });

  api.get(`${base}/runs/:id/logs`, (c) => {
    const run = runOf(c, "read");
    return c.redirect(blobLink(world, `/run-logs/${run.id}/${run.attempt}.zip`), 302);
  });

  api.get(`${base}/runs/:id/attempts/:attempt/logs`, (c) => {
    const run = runOf(c, "read");
    attemptView(run, numberParam(c, "attempt"));
    return c.redirect(blobLink(world, `/run-logs/${run.id}/${c.req.param("attempt")}.zip`), 302);
  });

  api.get(`${base}/runs/:id/artifacts`, (c) => {
    const run = runOf(c, "read");
    return c.json(
      artifactList(
        c,
        world.state.artifacts.filter((one) => one.runId === run.id),
      ),
    );
  });

  api.get(`${base}/artifacts`, (c) => {
    const repository = repositoryOf(world, c, "actions", "read");
    return c.json(
      artifactList(
        c,
        world.state.artifacts.filter((one) => runById(world, one.runId).repositoryId === repository.id),
      ),
    );
  });

  api.get(`${base}/artifacts/:id`, (c) => c.json(artifactView(world, artifactOf(c))));

  api.get(`${base}/artifacts/:id/zip`, (c) => {
    const artifact = artifactOf(c);
    if (artifactExpired(world, artifact)) throw new ApiError(410, "Artifact has expired");
    return c.redirect(blobLink(world, `/artifacts/${artifact.id}.zip`), 302);
  });

  function runList(c: ApiContext, matches: (run: WorkflowRun) => boolean) {
    const repository = repositoryOf(world, c, "actions", "read");
    const query = (name: string) => c.req.query(name);
    const same = (name: string, value: string | null) => query(name) === undefined || query(name) === value;
    const runs = world.state.workflowRuns
      .filter(
        (run) =>
          run.repositoryId === repository.id &&
          matches(run) &&
          same("head_sha", run.headSha) &&
          same("branch", run.headBranch) &&
          same("event", run.event) &&
          same("actor", run.actor) &&
          same("check_suite_id", String(run.checkSuiteId)) &&
          // `status` takes a status or a conclusion.
          (same("status", run.status) || same("status", run.conclusion)),
      )
      .sort((a, b) => b.id - a.id);
    return { total_count: runs.length, workflow_runs: page(c, runs).map((one) => runView(world, one)) };
  }

  function jobList(c: ApiContext, jobs: readonly Job[]) {
    return { total_count: jobs.length, jobs: page(c, jobs).map((one) => jobView(world, one)) };
  }

  function artifactList(c: ApiContext, all: readonly Artifact[]) {
    const name = c.req.query("name");
    const artifacts = all
      .filter((one) => name === undefined || one.name === name)
      .sort((a, b) => b.id - a.id);
    return {
      total_count: artifacts.length,
      artifacts: page(c, artifacts).map((one) => artifactView(world, one)),
    };
  }

  function attemptView(run: WorkflowRun, attempt: number) {
    if (attempt === run.attempt) return runView(world, run);
    const earlier = run.earlierAttempts.find((one) => one.attempt === attempt);
    if (!earlier) throw notFound();
    return {
      ...runView(world, { ...run, ...earlier }),
      triggering_actor: accountView(world, accountOf(world, earlier.triggeringActor)),
    };
  }

  async function rerun(c: ApiContext, run: WorkflowRun, which: RerunSelection) {
    if (run.status !== "completed")
      throw new ApiError(403, "The workflow run cannot be retried while it is running");
    const failed = jobsOf(run).some((job) => job.attempt === run.attempt && job.conclusion !== "success");
    if (which.kind === "failed" && !failed)
      throw new ApiError(403, "This workflow run has no failed jobs to rerun");
    await world.ci.rerun(run, which, accountOfActor(world, c.get("actor")).login);
    return c.json({}, 201);
  }

  function jobsOf(run: WorkflowRun): Job[] {
    return world.state.jobs.filter((job) => job.runId === run.id);
  }

  function runOf(c: ApiContext, level: "read" | "write"): WorkflowRun {
    const repository = repositoryOf(world, c, "actions", level);
    const id = numberParam(c, "id");
    const run = world.state.workflowRuns.find((one) => one.id === id && one.repositoryId === repository.id);
    if (!run) throw notFound();
    return run;
  }

  function jobOf(c: ApiContext, level: "read" | "write"): Job {
    const repository = repositoryOf(world, c, "actions", level);
    const id = numberParam(c, "id");
    const job = world.state.jobs.find((one) => one.id === id);
    if (!job || runById(world, job.runId).repositoryId !== repository.id) throw notFound();
    return job;
  }

  function artifactOf(c: ApiContext): Artifact {
    const repository = repositoryOf(world, c, "actions", "read");
    const id = numberParam(c, "id");
    const artifact = world.state.artifacts.find((one) => one.id === id);
    if (!artifact || runById(world, artifact.runId).repositoryId !== repository.id) throw notFound();
    return artifact;
  }

  /** By id or by file name. */
  function workflowOf(c: ApiContext, repository: Repository): Workflow {
    const wanted = textParam(c, "workflow");
    const workflow = world.state.workflows.find(
      (one) =>
        one.repositoryId === repository.id &&
        (String(one.id) === wanted || one.path.split("/").pop() === wanted),
    );
    if (!workflow) throw notFound();
    return workflow;
  }
}
