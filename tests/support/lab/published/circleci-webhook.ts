import { z } from "zod";

// https://circleci.com/docs/reference/outbound-webhooks-reference/

const id = z.uuid();
const time = z.iso.datetime();
const status = z.enum(["success", "failed", "error", "canceled", "unauthorized"]);

const Vcs = z.object({
  provider_name: z.string(),
  origin_repository_url: z.url(),
  target_repository_url: z.url(),
  revision: z.string(),
  branch: z.string(),
});
const TriggerParameters = z.object({
  git: z.object({
    branch: z.string(),
    checkout_sha: z.string(),
    checkout_url: z.string(),
    ref: z.string(),
    tag: z.string(),
  }),
  circleci: z.object({
    event_time: time,
    event_type: z.string(),
    trigger_type: z.string(),
    actor_id: id.optional(),
  }),
});

const Common = z.object({
  id,
  happened_at: time,
  webhook: z.object({ id, name: z.string() }),
  project: z.object({ id, name: z.string(), slug: z.string() }),
  organization: z.object({ id, name: z.string() }),
  pipeline: z
    .object({
      id,
      number: z.int(),
      created_at: time,
      trigger: z.object({ type: z.string() }),
      vcs: Vcs.optional(),
      trigger_parameters: TriggerParameters.optional(),
    })
    .refine(
      (pipeline) => (pipeline.vcs === undefined) !== (pipeline.trigger_parameters === undefined),
      "has the commit in one of the two places",
    ),
});
const Workflow = z.object({
  id,
  name: z.string(),
  created_at: time,
  stopped_at: time.nullish(),
  url: z.url(),
});

/** A webhook's body, of each of the two events. */
export const PublishedWebhook = z.discriminatedUnion("type", [
  Common.extend({ type: z.literal("workflow-completed"), workflow: Workflow.extend({ status }) }),
  Common.extend({
    type: z.literal("job-completed"),
    workflow: Workflow.extend({ status: z.undefined().optional() }),
    job: z.object({
      id,
      number: z.int(),
      name: z.string(),
      status,
      started_at: time,
      stopped_at: time.nullish(),
    }),
  }),
]);
