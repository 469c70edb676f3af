import { readFile } from "node:fs/promises";
import { z } from "zod";
import { repositoryById } from "../state/lookup";
import type { World } from "../world";
import { type CircleApi, type CircleContext, errorBody, notFoundBody } from "./answers";
import type { CircleJob, CirclePipeline, CircleProject, CircleWorkflow } from "./model";
import { artifactFile } from "./run-job";
import { artifactUrl, userId } from "./v3";
import { visible } from "./visible";

/** API v2, as far as it is read, and the rerun. */
export function v2Routes(app: CircleApi, world: World): void {
  const seen = (c: CircleContext) => visible(world, c.get("token"));
  const slug = "/api/v2/project/:vcs/:org/:name";
  const projectAt = (c: CircleContext) =>
    seen(c).projectOfSlug([c.req.param("vcs"), c.req.param("org"), c.req.param("name")].join("/"));

  app.get("/api/v2/me", (c) => {
    const { login } = c.get("token");
    return c.json({ id: userId(login), login, name: login });
  });

  app.get("/api/v2/me/collaborations", (c) =>
    c.json(
      seen(c).organizations.map(({ id, name }) => ({
        id,
        name,
        slug: organizationSlug(world, id, name),
        "vcs-type": "github",
        avatar_url: "",
      })),
    ),
  );

  app.get("/api/v2/pipeline", (c) => {
    const wanted = seen(c).organizations.find(
      ({ id, name }) => organizationSlug(world, id, name) === c.req.query("org-slug"),
    );
    if (!wanted) return c.json(notFoundBody(c), 404);
    const projects = seen(c).projects.filter((one) => one.organizationId === wanted.id);
    const all = seen(c).pipelines.filter((one) => projects.some((project) => project.id === one.projectId));
    return c.json(
      page(
        c,
        all.reverse().map((one) => pipelineView(world, one)),
      ),
    );
  });

  app.get(slug, (c) => {
    const project = projectAt(c);
    return project ? c.json(projectView(world, project)) : c.json(notFoundBody(c), 404);
  });

  app.get(`${slug}/pipeline`, (c) => {
    const project = projectAt(c);
    if (!project) return c.json(notFoundBody(c), 404);
    const all = seen(c).pipelines.filter((one) => one.projectId === project.id);
    return c.json(
      page(
        c,
        all.reverse().map((one) => pipelineView(world, one)),
      ),
    );
  });

  app.get("/api/v2/pipeline/:id/workflow", (c) => {
    const all = seen(c).workflows.filter((one) => one.pipelineId === c.req.param("id"));
    return c.json(
      page(
        c,
        all.map((one) => workflowView(world, one)),
      ),
    );
  });

  app.get("/api/v2/workflow/:id", (c) => {
    const workflow = seen(c).workflows.find((one) => one.id === c.req.param("id"));
    return workflow ? c.json(workflowView(world, workflow)) : c.json(notFoundBody(c), 404);
  });

  app.get("/api/v2/workflow/:id/job", (c) => {
    const all = seen(c).jobs.filter((one) => one.workflowId === c.req.param("id"));
    return c.json(
      page(
        c,
        all.map((one) => jobView(world, one)),
      ),
    );
  });

  app.get(`${slug}/:number/tests`, (c) => {
    const job = jobAt(c, projectAt(c));
    if (!job) return c.json(notFoundBody(c), 404);
    const tests = job.tests.map(({ classname, name, file, result, runTime, message }) => ({
      classname,
      name,
      file,
      result,
      run_time: runTime,
      message,
      source: "junit",
    }));
    return c.json(page(c, tests));
  });

  app.get(`${slug}/:number/artifacts`, (c) => {
    const job = jobAt(c, projectAt(c));
    if (!job) return c.json(notFoundBody(c), 404);
    const items = job.artifacts.map(({ path, execution }) => ({
      path,
      node_index: execution,
      url: artifactUrl(world, job, path, execution),
    }));
    return c.json(page(c, items));
  });

  app.get("/output/job/:id/artifacts/:execution/:path{.+}", async (c) => {
    const job = seen(c).job(c.req.param("id"));
    const path = c.req.param("path");
    const execution = Number(c.req.param("execution"));
    if (!job?.artifacts.some((one) => one.path === path && one.execution === execution))
      return c.json(notFoundBody(c), 404);
    return c.body(new Uint8Array(await readFile(artifactFile(world, job.id, execution, path))));
  });

  app.post("/api/v2/workflow/:id/rerun", async (c) => {
    const workflow = seen(c).workflows.find((one) => one.id === c.req.param("id"));
    if (!workflow) return c.json(notFoundBody(c), 404);
    if (c.get("token").level === "read") return c.json(errorBody(c, "forbidden", "Permission denied."), 403);
    const body: unknown = await c.req.json().catch(() => ({}));
    if (!z.object({ from_failed: z.literal(true) }).safeParse(body).success)
      return c.json({ message: "Nothing failed that could run again." }, 409);
    return c.json({ workflow_id: world.circle.rerunFailed(workflow).id }, 202);
  });

  function jobAt(c: CircleContext, project: CircleProject | undefined): CircleJob | undefined {
    if (!project) return undefined;
    return jobByNumber(world, c, project, Number(c.req.param("number")));
  }
}

export function jobByNumber(
  world: World,
  c: CircleContext,
  project: CircleProject,
  number: number,
): CircleJob | undefined {
  const all = visible(world, c.get("token"));
  return all.jobs.find((job) => {
    const workflow = all.workflowOf(job);
    const pipeline = workflow && all.pipelineOf(workflow);
    return job.number === number && pipeline?.projectId === project.id;
  });
}

const pageSize = 20;

function page<T>(c: CircleContext, all: readonly T[]) {
  const offset = Number(c.req.query("page-token") ?? 0);
  const items = all.slice(offset, offset + pageSize);
  const next = offset + items.length;
  return { items, next_page_token: next < all.length ? String(next) : null };
}

/** An organization whose projects came through the GitHub App has an opaque slug too. */
function organizationSlug(world: World, id: string, name: string): string {
  const projects = world.state.circleci.projects.filter((one) => one.organizationId === id);
  return projects.every((one) => one.kind === "app") ? `circleci/${id}` : `gh/${name}`;
}

function projectView(world: World, project: CircleProject) {
  const repository = repositoryById(world, project.repositoryId);
  const organization = world.state.circleci.organizations.find((one) => one.id === project.organizationId);
  return {
    id: project.id,
    slug: project.slug,
    name: project.name,
    organization_name: organization?.name ?? "",
    organization_slug: organizationSlug(world, project.organizationId, organization?.name ?? ""),
    organization_id: project.organizationId,
    vcs_info:
      project.kind === "oauth"
        ? {
            vcs_url: `${world.baseUrl}/${repository.owner}/${repository.name}`,
            provider: "GitHub",
            default_branch: repository.defaultBranch,
          }
        : {
            vcs_url: `//circleci.com/${project.organizationId}/${project.id}`,
            provider: "CircleCI",
            default_branch: repository.defaultBranch,
          },
  };
}

function pipelineView(world: World, pipeline: CirclePipeline) {
  const project = world.state.circleci.projects.find((one) => one.id === pipeline.projectId) as CircleProject;
  const repository = repositoryById(world, project.repositoryId);
  const url = `${world.baseUrl}/${repository.owner}/${repository.name}`;
  return {
    id: pipeline.id,
    project_slug: project.slug,
    number: pipeline.number,
    state: pipeline.state,
    errors: pipeline.errors,
    created_at: pipeline.createdAt,
    updated_at: pipeline.createdAt,
    trigger: {
      type: "webhook",
      received_at: pipeline.createdAt,
      actor: { login: pipeline.actor, avatar_url: null },
    },
    ...(project.kind === "oauth"
      ? {
          vcs: {
            provider_name: "GitHub",
            origin_repository_url: url,
            target_repository_url: url,
            revision: pipeline.sha,
            branch: pipeline.branch,
          },
        }
      : {
          trigger_parameters: {
            git: {
              branch: pipeline.branch,
              checkout_sha: pipeline.sha,
              checkout_url: url,
              ref: pipeline.branch,
            },
          },
        }),
  };
}

function workflowView(world: World, workflow: CircleWorkflow) {
  const pipeline = world.state.circleci.pipelines.find((one) => one.id === workflow.pipelineId);
  const project = world.state.circleci.projects.find((one) => one.id === pipeline?.projectId);
  return {
    id: workflow.id,
    name: workflow.name,
    pipeline_id: workflow.pipelineId,
    pipeline_number: pipeline?.number ?? 0,
    project_slug: project?.slug ?? "",
    status: workflow.status,
    started_by: userId(pipeline?.actor ?? ""),
    created_at: workflow.createdAt,
    stopped_at: workflow.stoppedAt,
    ...(workflow.setup ? { tag: "setup" } : {}),
  };
}

function jobView(world: World, job: CircleJob) {
  const workflow = world.state.circleci.workflows.find((one) => one.id === job.workflowId);
  return {
    id: job.id,
    project_slug: workflow === undefined ? "" : workflowView(world, workflow).project_slug,
    name: job.name,
    type: job.type,
    status: job.status,
    dependencies: [],
    started_at: job.startedAt,
    ...(job.stoppedAt ? { stopped_at: job.stoppedAt } : {}),
    ...(job.number === null ? {} : { job_number: job.number }),
  };
}
