import { z } from "zod";

// Only the foreign fields that are used; everything else may be there, and unknown words stay text.

function list<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), page: z.object({ next: z.string().nullish() }).nullish() });
}

const Vcs = z.object({ branch: z.string().nullish(), revision: z.string().nullish() });

const Run = z.object({
  id: z.string(),
  attributes: z.object({
    phase: z.string(),
    created_at: z.string(),
    errors: z.array(z.object({ message: z.string() })).nullish(),
  }),
  references: z.object({
    event: z.object({ attributes: z.object({ vcs: Vcs.nullish() }).nullish() }).nullish(),
    project: z.object({ id: z.string() }),
  }),
});

const WorkflowV3 = z.object({
  id: z.string(),
  attributes: z.object({
    name: z.string(),
    phase: z.string(),
    outcome: z.string().nullish(),
    created_at: z.string(),
    ended_at: z.string().nullish(),
  }),
});

const StepV3 = z.object({
  name: z.string(),
  num: z.int(),
  phase: z.string(),
  outcome: z.string().nullish(),
  exit_code: z.int().nullish(),
  command: z.string().nullish(),
});

const JobV3 = z.object({
  id: z.string(),
  attributes: z.object({
    name: z.string(),
    type: z.string().nullish(),
    phase: z.string(),
    outcome: z.string().nullish(),
    started_at: z.string().nullish(),
    ended_at: z.string().nullish(),
    parallel_executions: z.array(z.object({ steps: z.array(StepV3) })).nullish(),
  }),
});

/** https://circleci.com/docs/api/v3 */
export const v3 = {
  Runs: list(Run),
  Workflows: list(WorkflowV3),
  Jobs: list(JobV3),
  Job: z.object({ data: JobV3 }),
  Test: z.object({
    classname: z.string().nullish(),
    name: z.string(),
    result: z.string(),
    message: z.string().nullish(),
  }),
  Artifacts: list(z.object({ attributes: z.object({ path: z.string(), url: z.string() }) })),
  Users: list(
    z.object({
      id: z.string(),
      attributes: z.object({ login: z.string(), name: z.string().nullish() }),
    }),
  ),
};

function items<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_page_token: z.string().nullish() });
}

const PipelineV2 = z.object({
  id: z.string(),
  project_slug: z.string(),
  state: z.string(),
  created_at: z.string(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
  vcs: Vcs.extend({ target_repository_url: z.string().nullish() }).nullish(),
  trigger_parameters: z
    .object({
      git: z
        .object({
          checkout_sha: z.string().nullish(),
          branch: z.string().nullish(),
          checkout_url: z.string().nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** https://circleci.com/docs/api/v2 */
export const v2 = {
  Pipelines: items(PipelineV2),
  Workflows: items(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      created_at: z.string(),
      stopped_at: z.string().nullish(),
    }),
  ),
  Jobs: items(
    z.object({
      id: z.string(),
      job_number: z.int().nullish(),
      name: z.string(),
      type: z.string().nullish(),
      status: z.string(),
      started_at: z.string().nullish(),
      stopped_at: z.string().nullish(),
    }),
  ),
  Tests: items(
    z.object({
      classname: z.string().nullish(),
      name: z.string(),
      file: z.string().nullish(),
      result: z.string(),
      message: z.string().nullish(),
    }),
  ),
  Artifacts: items(z.object({ path: z.string(), url: z.string() })),
  Me: z.object({ id: z.string(), login: z.string(), name: z.string().nullish() }),
  Collaborations: z.array(z.object({ id: z.string().nullish(), slug: z.string(), name: z.string() })),
  Project: z.object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    organization_id: z.string(),
    organization_name: z.string(),
    vcs_info: z.object({ vcs_url: z.string().nullish() }).nullish(),
  }),
};

const Action = z.object({
  index: z.int().default(0),
  status: z.string(),
  bash_command: z.string().nullish(),
  exit_code: z.int().nullish(),
  has_output: z.boolean().nullish(),
  output_url: z.string().nullish(),
});

/** https://circleci.com/docs/api/v1 */
export const v1 = {
  Build: z.object({ steps: z.array(z.object({ name: z.string(), actions: z.array(Action) })) }),
  Output: z.array(z.object({ message: z.string() })),
  Projects: z.array(z.object({ vcs_type: z.string(), username: z.string(), reponame: z.string() })),
};
