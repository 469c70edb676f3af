import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { World } from "../world";
import { type CircleApi, type CircleContext, errorBody, notFoundBody } from "./answers";
import type { CircleJob, CirclePipeline, CircleProject, CircleStep, CircleWorkflow } from "./model";
import { stepOutputFile } from "./run-job";
import { visible } from "./visible";

const phases: Record<string, string> = { running: "started", on_hold: "started", blocked: "created" };
const outcomes: Record<string, string> = { success: "succeeded", error: "errored" };

function standing(status: string): { phase: string; outcome?: string } {
  const phase = phases[status] ?? "ended";
  return phase === "ended" ? { phase, outcome: outcomes[status] ?? status } : { phase };
}

const Search = z.object({
  scope: z.object({ project_ids: z.array(z.uuid()).min(1), from: z.iso.datetime(), to: z.iso.datetime() }),
  filter: z.string(),
  page: z.object({ cursor: z.string(), limit: z.number().int() }),
});
const pageMax = 20;

/** API v3, as far as it is read, and the rerun. */
export function v3Routes(app: CircleApi, world: World): void {
  const seen = (c: CircleContext) => visible(world, c.get("token"));

  app.get("/api/v3/users", (c) => {
    if (c.req.query("filter[user_id]") !== "me")
      return c.json(errorBody(c, "validation_error", "Only me."), 400);
    const { login } = c.get("token");
    const attributes = { login, name: login, avatar_url: null };
    return c.json({ data: [{ id: userId(login), attributes }], page: noPages });
  });

  app.post("/api/v3/runs/search", async (c) => {
    const parsed = Search.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success || parsed.data.page.limit > pageMax)
      return c.json(errorBody(c, "validation_error", "Invalid search."), 400);
    const revision = /pipeline\.git\.revision == "([0-9a-f]+)"/.exec(parsed.data.filter)?.[1];
    const all = seen(c)
      .pipelines.filter((one) => parsed.data.scope.project_ids.includes(one.projectId))
      .filter((one) => revision === undefined || one.sha === revision)
      .reverse();
    const offset = Number(parsed.data.page.cursor || 0);
    const data = all.slice(offset, offset + parsed.data.page.limit);
    const next = offset + data.length < all.length ? String(offset + data.length) : null;
    return c.json({ data: data.map((one) => runView(world, one)), page: { next, prev: null } });
  });

  app.get("/api/v3/runs/:id", (c) => {
    const run = seen(c).pipelines.find((one) => one.id === c.req.param("id"));
    return run ? c.json({ data: runView(world, run) }) : c.json(notFoundBody(c), 404);
  });

  app.get("/api/v3/workflows", (c) => {
    const all = seen(c).workflows.filter((one) => one.pipelineId === c.req.query("filter[run_id]"));
    return c.json({ data: all.map((one) => workflowView(world, one)), page: noPages });
  });

  app.get("/api/v3/jobs", (c) => {
    const id = c.req.query("filter[workflow_id]");
    if (!id) return c.json(errorBody(c, "validation_error", "filter[workflow_id] is required."), 400);
    const all = seen(c).jobs.filter((one) => one.workflowId === id);
    return c.json({ data: all.map((one) => jobView(world, one, false)), page: noPages });
  });

  app.get("/api/v3/jobs/:id", (c) => {
    const job = seen(c).job(c.req.param("id"));
    return job ? c.json({ data: jobView(world, job, true) }) : c.json(notFoundBody(c), 404);
  });

  app.get("/api/v3/jobs/:id/:stream{stdout|stderr}", async (c) => {
    const job = seen(c).job(c.req.param("id"));
    const execution = Number(c.req.query("filter[execution]") ?? 0);
    const step = Number(c.req.query("filter[step_num]"));
    if (!job?.executions[execution]?.[step]) return c.json(notFoundBody(c), 404);
    // The lab's steps write both into one stream, as a terminal does.
    if (c.req.param("stream") === "stderr") return c.json(notFoundBody(c), 404);
    const text = await readFile(stepOutputFile(world, job.id, execution, step)).catch(() => Buffer.alloc(0));
    return c.body(new Uint8Array(text), 200, { "content-type": "text/plain", "x-terminal": "true" });
  });

  app.get("/api/v3/jobs/:id/tests", (c) => {
    const job = seen(c).job(c.req.param("id"));
    if (!job) return c.json(notFoundBody(c), 404);
    const lines = job.tests.map(({ classname, name, result, runTime, message }) =>
      JSON.stringify({ classname, name, result, run_time: runTime, message }),
    );
    return c.body(lines.map((line) => `${line}\n`).join(""), 200, { "content-type": "application/x-ndjson" });
  });

  app.get("/api/v3/jobs/:id/artifacts", (c) => {
    const job = seen(c).job(c.req.param("id"));
    if (!job) return c.json(notFoundBody(c), 404);
    const data = job.artifacts.map(({ path, execution }) => ({
      id: crypto.randomUUID(),
      attributes: { path, execution, url: artifactUrl(world, job, path, execution) },
    }));
    return c.json({ data, page: noPages });
  });

  app.post("/api/v3/workflows/:id/rerun", async (c) => {
    const workflow = seen(c).workflows.find((one) => one.id === c.req.param("id"));
    if (!workflow) return c.json(notFoundBody(c), 404);
    if (c.get("token").level === "read") return c.json(errorBody(c, "forbidden", "Permission denied."), 403);
    const body: unknown = await c.req.json().catch(() => ({}));
    const fromFailed = z.object({ is_from_failed: z.literal(true) }).safeParse(body).success;
    if (!fromFailed || workflow.status === "running")
      return c.json(errorBody(c, "conflict", "Nothing failed that could run again."), 409);
    return c.json({ data: { id: world.circle.rerunFailed(workflow).id } }, 202);
  });
}

const noPages = { next: null, prev: null };

export function userId(login: string): string {
  return `00000000-0000-4000-8000-${Buffer.from(login).toString("hex").padStart(12, "0").slice(-12)}`;
}

export function artifactUrl(world: World, job: CircleJob, path: string, execution: number): string {
  return `${world.circleUrl}/output/job/${job.id}/artifacts/${execution}/${path}`;
}

function runView(world: World, run: CirclePipeline) {
  const workflows = world.state.circleci.workflows.filter((one) => one.pipelineId === run.id);
  const ended = run.state === "errored" || (run.state !== "setup" && workflows.every((one) => one.stoppedAt));
  const project = world.state.circleci.projects.find((one) => one.id === run.projectId) as CircleProject;
  return {
    id: run.id,
    attributes: {
      phase: ended ? "ended" : "started",
      created_at: run.createdAt,
      ...(run.errors.length > 0 ? { errors: run.errors } : {}),
    },
    references: {
      event: { attributes: { type: "push", vcs: { branch: run.branch, revision: run.sha } } },
      project: { id: project.id },
      user: { id: userId(run.actor) },
    },
  };
}

function workflowView(world: World, workflow: CircleWorkflow) {
  const { phase, outcome } = standing(workflow.status);
  const run = world.state.circleci.pipelines.find((one) => one.id === workflow.pipelineId);
  return {
    id: workflow.id,
    attributes: {
      name: workflow.name,
      phase,
      created_at: workflow.createdAt,
      ...(outcome === undefined ? { current_outcome: "none" } : { outcome, ended_at: workflow.stoppedAt }),
    },
    references: { run: { id: workflow.pipelineId }, project: { id: run?.projectId } },
  };
}

function jobView(world: World, job: CircleJob, detail: boolean) {
  const { workflows, pipelines } = world.state.circleci;
  const workflow = workflows.find((one) => one.id === job.workflowId);
  const run = pipelines.find((one) => one.id === workflow?.pipelineId);
  return {
    id: job.id,
    attributes: {
      name: job.name,
      type: job.type,
      ...standing(job.status),
      ...(job.startedAt ? { started_at: job.startedAt } : {}),
      ...(job.stoppedAt ? { ended_at: job.stoppedAt } : {}),
      ...(detail
        ? { parallel_executions: job.executions.map((steps) => ({ steps: steps.map(stepView) })) }
        : {}),
    },
    references: { workflow: { id: job.workflowId }, project: { id: run?.projectId } },
  };
}

function stepView(step: CircleStep) {
  return {
    name: step.name,
    type: step.command === null ? "infrastructure" : "test",
    num: step.num,
    ...standing(step.status),
    ...(step.exitCode === null ? {} : { exit_code: step.exitCode }),
    ...(step.command === null ? {} : { command: step.command }),
    started_at: step.startedAt,
    ended_at: step.endedAt,
  };
}
