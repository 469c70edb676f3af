import { createHmac, randomUUID } from "node:crypto";
import { repositoryById } from "../state/lookup";
import type { World } from "../world";
import { workflowPage } from "./links";
import type { CircleJob, CirclePipeline, CircleProject, CircleWorkflow } from "./model";

const answerTimeoutMs = 10_000;
const triesMax = 3;

/** Tells a project's webhooks that a job, or with `null` the whole workflow, has ended. At least once, as CircleCI does. */
export function sendWebhooks(
  world: World,
  project: CircleProject,
  pipeline: CirclePipeline,
  workflow: CircleWorkflow,
  job: CircleJob | null,
): void {
  for (const webhook of project.webhooks) {
    const type = job === null ? "workflow-completed" : "job-completed";
    const payload = {
      id: randomUUID(),
      type,
      happened_at: world.clock.now().toISOString(),
      webhook: { id: webhook.id, name: webhook.name },
      ...payloadOf(world, project, pipeline, workflow, job),
    };
    world.deliveries.track(deliver(webhook.url, webhook.secret, type, JSON.stringify(payload)));
  }
}

/** `circleci-signature` of a body; the second version is one that nobody may trust. */
export function circleSignature(secret: string, body: string): string {
  return `v1=${createHmac("sha256", secret).update(body).digest("hex")},v2=${"0".repeat(64)}`;
}

async function deliver(url: string, secret: string, type: string, body: string): Promise<void> {
  for (let tried = 1; tried <= triesMax; tried += 1) {
    const response = await fetch(url, {
      method: "POST",
      body,
      signal: AbortSignal.timeout(answerTimeoutMs),
      headers: {
        "content-type": "application/json",
        "user-agent": "CircleCI-Webhook/1.0",
        "circleci-event-type": type,
        "circleci-signature": circleSignature(secret, body),
      },
    }).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return;
  }
}

export function payloadOf(
  world: World,
  project: CircleProject,
  pipeline: CirclePipeline,
  workflow: CircleWorkflow,
  job: CircleJob | null,
) {
  const repository = repositoryById(world, project.repositoryId);
  const organization = world.state.circleci.organizations.find((one) => one.id === project.organizationId);
  const url = `${world.baseUrl}/${repository.owner}/${repository.name}`;
  const how =
    project.kind === "oauth"
      ? {
          trigger: { type: "webhook" },
          vcs: {
            provider_name: "github",
            origin_repository_url: url,
            target_repository_url: url,
            revision: pipeline.sha,
            branch: pipeline.branch,
          },
        }
      : {
          trigger: { type: "github_app" },
          trigger_parameters: {
            github_app: { branch: pipeline.branch, commit_sha: pipeline.sha, repo_name: repository.name },
            git: {
              branch: pipeline.branch,
              checkout_sha: pipeline.sha,
              checkout_url: url,
              ref: `refs/heads/${pipeline.branch}`,
              tag: "",
            },
            circleci: { event_type: "push", trigger_type: "github_app", event_time: pipeline.createdAt },
          },
        };
  return {
    // As in the published examples: webhooks spell the version control system out, the API does not.
    project: { id: project.id, name: project.name, slug: project.slug.replace(/^gh\//, "github/") },
    organization: { id: project.organizationId, name: organization?.name ?? "" },
    pipeline: { id: pipeline.id, number: pipeline.number, created_at: pipeline.createdAt, ...how },
    workflow: {
      id: workflow.id,
      name: workflow.name,
      created_at: workflow.createdAt,
      stopped_at: workflow.stoppedAt,
      url: workflowPage(world, project, pipeline, workflow),
      ...(job === null ? { status: workflow.status } : {}),
    },
    ...(job === null
      ? {}
      : {
          job: {
            id: job.id,
            name: job.name,
            number: job.number,
            started_at: job.startedAt,
            stopped_at: job.stoppedAt,
            status: job.status,
          },
        }),
  };
}
