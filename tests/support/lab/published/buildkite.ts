import { z } from "zod";

// What Buildkite publishes of its answers: https://buildkite.com/docs/apis/rest-api, page by page.

const id = z.uuid();
const time = z.iso.datetime();
const graphqlId = z.base64();

const Organization = z.object({
  id,
  graphql_id: graphqlId,
  url: z.url(),
  web_url: z.url(),
  name: z.string(),
  slug: z.string(),
  pipelines_url: z.url(),
  agents_url: z.url(),
  emojis_url: z.url(),
  created_at: time,
});

const CommandJob = z.object({
  id,
  graphql_id: graphqlId,
  type: z.literal("script"),
  name: z.string().nullable(),
  step_key: z.string().nullable(),
  agent_query_rules: z.array(z.string()),
  state: z.enum([
    "pending",
    "waiting",
    "waiting_failed",
    "blocked",
    "blocked_failed",
    "unblocked",
    "unblocked_failed",
    "scheduled",
    "assigned",
    "accepted",
    "running",
    "passed",
    "failed",
    "timed_out",
    "timing_out",
    "canceled",
    "canceling",
    "skipped",
    "broken",
    "expired",
    "limited",
  ]),
  web_url: z.url(),
  log_url: z.url(),
  raw_log_url: z.url(),
  command: z.string().nullable(),
  soft_failed: z.boolean(),
  exit_status: z.int().nullable(),
  artifact_paths: z.string().nullable(),
  agent: z.unknown(),
  created_at: time,
  scheduled_at: time,
  runnable_at: time.nullable(),
  started_at: time.nullable(),
  finished_at: time.nullable(),
  retried: z.boolean(),
  retried_in_job_id: id.nullable(),
  retries_count: z.int().nullable(),
  retry_type: z.string().nullable(),
  parallel_group_index: z.int().nullable(),
  parallel_group_total: z.int().nullable(),
  matrix: z.unknown(),
  cluster_id: id.nullable(),
  cluster_queue_id: id.nullable(),
});
const OtherJob = z.object({
  id,
  graphql_id: graphqlId,
  type: z.enum(["waiter", "manual"]),
  state: z.string(),
});

const Pipeline = z.object({
  id,
  graphql_id: graphqlId,
  url: z.url(),
  web_url: z.url(),
  name: z.string(),
  slug: z.string(),
  repository: z.string(),
  branch_configuration: z.string().nullable(),
  default_branch: z.string(),
  provider: z.object({ id: z.string(), webhook_url: z.string(), settings: z.looseObject({}) }),
  skip_queued_branch_builds: z.boolean(),
  skip_queued_branch_builds_filter: z.string().nullable(),
  cancel_running_branch_builds: z.boolean(),
  cancel_running_branch_builds_filter: z.string().nullable(),
  builds_url: z.url(),
  badge_url: z.url(),
  created_at: time,
});

const Build = z.object({
  id,
  graphql_id: graphqlId,
  url: z.url(),
  web_url: z.url(),
  number: z.int().positive(),
  state: z.enum([
    "scheduled",
    "running",
    "passed",
    "failing",
    "failed",
    "blocked",
    "canceled",
    "canceling",
    "skipped",
    "not_run",
    "waiting",
    "waiting_failed",
  ]),
  cancel_reason: z.string().nullable(),
  blocked: z.boolean(),
  message: z.string(),
  commit: z.string(),
  branch: z.string(),
  env: z.looseObject({}),
  source: z.enum(["webhook", "api", "ui", "trigger_job", "schedule"]),
  creator: z.looseObject({}).nullable(),
  jobs: z.array(z.discriminatedUnion("type", [CommandJob, OtherJob])),
  created_at: time,
  scheduled_at: time,
  started_at: time.nullable(),
  finished_at: time.nullable(),
  meta_data: z.looseObject({}),
  pull_request: z.looseObject({}).nullable(),
  rebuilt_from: z.looseObject({}).nullable(),
  pipeline: Pipeline,
});

const Artifact = z.object({
  id,
  job_id: id,
  url: z.url(),
  download_url: z.url(),
  state: z.enum(["new", "error", "finished", "deleted", "expired"]),
  path: z.string(),
  dirname: z.string(),
  filename: z.string(),
  mime_type: z.string(),
  file_size: z.int(),
  glob_path: z.null(),
  original_path: z.null(),
  sha1sum: z.string().regex(/^[0-9a-f]{40}$/),
});

const Log = z.object({
  url: z.url(),
  content: z.string(),
  size: z.int(),
  header_times: z.array(z.int()),
});

const build = "/v2/organizations/:organization/pipelines/:pipeline/builds/:number";

/** By route of the lab. */
export const publishedByBuildkite: Readonly<Record<string, z.ZodType>> = {
  "GET /v2/access-token": z.object({ uuid: id, scopes: z.array(z.string()) }),
  "GET /v2/organizations/:organization": Organization,
  "GET /v2/organizations/:organization/builds": z.array(Build),
  [`GET ${build}`]: Build,
  // In plain text where that is asked for.
  [`GET ${build}/jobs/:job/log`]: z.union([Log, z.string()]),
  [`GET ${build}/jobs/:job/log.txt`]: z.string(),
  [`GET ${build}/artifacts`]: z.array(Artifact),
  // Answered with 302.
  [`GET ${build}/jobs/:job/artifacts/:artifact/download`]: z.object({ url: z.url() }),
  "GET /:organization/:pipeline/builds/:number": z.string(),
};
