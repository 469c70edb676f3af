import { z } from "zod";

// What CircleCI publishes of its answers. API v2: https://circleci.com/docs/api/v2/openapi.json; API v1.1 and the tests of v2 as
// its own MCP server reads them, https://github.com/CircleCI-Public/mcp-server-circleci; API v3 as its own command line reads it,
// https://github.com/CircleCI-Public/circleci-cli/tree/main/internal/apiclient.

const id = z.uuid();
const time = z.iso.datetime();
const page = { next: z.string().nullable(), prev: z.string().nullable() };
const one = <T extends z.ZodType>(item: T) => z.object({ data: item });
const list = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), page: z.object(page) });
const reference = z.object({ id });

const Phase = z.enum(["created", "queued", "started", "ended"]);
const Outcome = z.enum([
  "succeeded",
  "failed",
  "canceled",
  "unauthorized",
  "not_run",
  "errored",
  "infrastructure_fail",
  "timedout",
]);

const Run = z.object({
  id,
  attributes: z.object({
    phase: Phase,
    created_at: time,
    errors: z.array(z.object({ type: z.string(), message: z.string() })).optional(),
  }),
  references: z.object({
    event: z.object({
      attributes: z.object({
        type: z.string(),
        vcs: z.object({ branch: z.string(), revision: z.string() }),
      }),
    }),
    project: reference,
    user: reference,
  }),
});

const Workflow = z.object({
  id,
  attributes: z.object({
    name: z.string(),
    phase: Phase,
    outcome: Outcome.optional(),
    current_outcome: z.string().optional(),
    created_at: time,
    ended_at: time.nullish(),
  }),
  references: z.object({ project: reference }),
});

const Step = z.object({
  name: z.string(),
  type: z.string(),
  num: z.int(),
  phase: Phase,
  outcome: Outcome.optional(),
  exit_code: z.int().optional(),
  started_at: time,
  ended_at: time.nullable(),
});

const Job = z.object({
  id,
  attributes: z.object({
    name: z.string(),
    type: z.string(),
    phase: Phase,
    outcome: Outcome.optional(),
    started_at: time.optional(),
    ended_at: time.optional(),
  }),
  references: z.object({ workflow: reference, project: reference }),
});
const JobWithSteps = Job.extend({
  attributes: Job.shape.attributes.extend({
    parallel_executions: z.array(z.object({ steps: z.array(Step) })),
  }),
});

const TestLine = z.object({
  classname: z.string(),
  name: z.string(),
  result: z.string(),
  run_time: z.number(),
  message: z.string(),
});
const Artifact = z.object({
  id,
  attributes: z.object({ path: z.string(), execution: z.int(), url: z.url() }),
});
const User = z.object({ id, attributes: z.object({ login: z.string(), name: z.string() }) });

const items = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_page_token: z.string().nullable() });

const Pipeline = z.object({
  id,
  number: z.int(),
  project_slug: z.string(),
  created_at: time,
  updated_at: time,
  errors: z.array(
    z.object({
      type: z.enum(["config", "config-fetch", "timeout", "permission", "other", "trigger-rule", "plan"]),
      message: z.string(),
    }),
  ),
  state: z.enum(["created", "errored", "setup-pending", "setup", "pending"]),
  trigger: z.object({
    type: z.enum(["scheduled_pipeline", "explicit", "api", "webhook"]),
    received_at: time,
    actor: z.object({ login: z.string(), avatar_url: z.string().nullable() }),
  }),
  vcs: z
    .object({
      provider_name: z.enum(["Bitbucket", "GitHub"]),
      origin_repository_url: z.string(),
      target_repository_url: z.string(),
      revision: z.string(),
    })
    .optional(),
});

const LegacyWorkflow = z.object({
  id,
  name: z.string(),
  pipeline_id: id,
  pipeline_number: z.int(),
  project_slug: z.string(),
  started_by: id,
  status: z.enum([
    "success",
    "running",
    "not_run",
    "failed",
    "error",
    "failing",
    "on_hold",
    "canceled",
    "unauthorized",
  ]),
  created_at: time,
  stopped_at: time.nullable(),
});

const LegacyJob = z.object({
  id,
  name: z.string(),
  project_slug: z.string(),
  type: z.enum(["build", "approval"]),
  status: z.enum([
    "success",
    "running",
    "not_run",
    "failed",
    "retried",
    "queued",
    "not_running",
    "infrastructure_fail",
    "timedout",
    "on_hold",
    "terminated-unknown",
    "blocked",
    "canceled",
    "unauthorized",
  ]),
  dependencies: z.array(id),
  started_at: time.nullable(),
  stopped_at: time.nullish(),
  job_number: z.int().optional(),
});

const slug = "/api/v2/project/:vcs/:org/:name";

/** By route of the lab. */
export const publishedByCircleCi: Readonly<Record<string, z.ZodType>> = {
  "GET /api/v3/users": list(User),
  "POST /api/v3/runs/search": list(Run),
  "GET /api/v3/runs/:id": one(Run),
  "GET /api/v3/workflows": list(Workflow),
  "GET /api/v3/jobs": list(Job),
  "GET /api/v3/jobs/:id": one(JobWithSteps),
  "GET /api/v3/jobs/:id/:stream{stdout|stderr}": z.string(),
  "GET /api/v3/jobs/:id/tests": z.array(TestLine),
  "GET /api/v3/jobs/:id/artifacts": list(Artifact),
  "POST /api/v3/workflows/:id/rerun": one(reference),

  "GET /api/v2/me": z.object({ id, login: z.string(), name: z.string() }),
  "GET /api/v2/me/collaborations": z.array(
    z.object({
      id: id.nullable(),
      "vcs-type": z.string(),
      name: z.string(),
      avatar_url: z.string(),
      slug: z.string(),
    }),
  ),
  "GET /api/v2/pipeline": items(Pipeline),
  [`GET ${slug}`]: z.object({
    id,
    slug: z.string(),
    name: z.string(),
    organization_name: z.string(),
    organization_slug: z.string(),
    organization_id: id,
    vcs_info: z.object({
      vcs_url: z.string(),
      provider: z.enum(["Bitbucket", "CircleCI", "GitHub"]),
      default_branch: z.string(),
    }),
  }),
  [`GET ${slug}/pipeline`]: items(Pipeline),
  "GET /api/v2/pipeline/:id/workflow": items(LegacyWorkflow),
  "GET /api/v2/workflow/:id": LegacyWorkflow,
  "GET /api/v2/workflow/:id/job": items(LegacyJob),
  [`GET ${slug}/:number/tests`]: items(TestLine.extend({ file: z.string(), source: z.string() })),
  [`GET ${slug}/:number/artifacts`]: items(z.object({ path: z.string(), node_index: z.int(), url: z.url() })),
  "GET /output/job/:id/artifacts/:execution/:path{.+}": z.string(),
  "POST /api/v2/workflow/:id/rerun": z.object({ workflow_id: id }),

  "GET /api/v1.1/projects": z.array(
    z.object({ vcs_type: z.string(), username: z.string(), reponame: z.string() }),
  ),
  "GET /api/v1.1/project/:vcs/:org/:name/:number": z.object({
    build_num: z.int(),
    steps: z.array(
      z.object({
        name: z.string(),
        actions: z.array(
          z.object({
            index: z.int(),
            step: z.int(),
            name: z.string(),
            status: z.string(),
            failed: z.boolean().nullable(),
            exit_code: z.int().nullable(),
            bash_command: z.string().nullable(),
            has_output: z.boolean(),
            output_url: z.url(),
          }),
        ),
      }),
    ),
    workflows: z.object({ job_name: z.string() }),
  }),
};
