import { z } from "zod";

// Only what is read here, of https://buildkite.com/docs/apis/rest-api/builds. Unknown words stay readable.

export const Job = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string().nullish(),
  label: z.string().nullish(),
  command: z.string().nullish(),
  state: z.string(),
  web_url: z.string().nullish(),
  exit_status: z.int().nullish(),
  soft_failed: z.boolean().nullish(),
  retried: z.boolean().nullish(),
  retries_count: z.int().nullish(),
  started_at: z.string().nullish(),
  finished_at: z.string().nullish(),
});
export type Job = z.infer<typeof Job>;

export const Build = z.object({
  number: z.int(),
  state: z.string(),
  blocked: z.boolean().nullish(),
  web_url: z.string(),
  commit: z.string(),
  branch: z.string().nullish(),
  source: z.string().nullish(),
  started_at: z.string().nullish(),
  finished_at: z.string().nullish(),
  pipeline: z.object({
    slug: z.string(),
    name: z.string(),
    repository: z.string().nullish(),
  }),
  jobs: z.array(Job).default([]),
});
export type Build = z.infer<typeof Build>;

export const Builds = z.array(Build);

export const Artifacts = z.array(
  z.object({
    id: z.string(),
    job_id: z.string(),
    path: z.string(),
    state: z.string().nullish(),
  }),
);
