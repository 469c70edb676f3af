/** What a webhook is about, in the names that CircleCI gives them. */
export interface WebhookSubject {
  id: string;
  projectId: string;
  organizationId: string;
  sha: string;
}

/**
 * Both events in both forms, with every field of the published samples and values of our own:
 * https://circleci.com/docs/reference/outbound-webhooks-reference/#sample-webhook-payloads
 */
export function circleCiWebhooks(
  subject: WebhookSubject,
): { event: string; form: string; payload: object }[] {
  return (["oauth", "app"] as const).flatMap((form) => [
    { event: "workflow-completed", form, payload: payloadOf(subject, form, "workflow-completed") },
    { event: "job-completed", form, payload: payloadOf(subject, form, "job-completed") },
  ]);
}

const times = { created_at: "2026-03-04T08:15:30.120Z", stopped_at: "2026-03-04T08:19:02.500Z" };

function payloadOf(subject: WebhookSubject, form: "oauth" | "app", type: string): object {
  const slug = form === "oauth" ? "github/acme/shop" : "circleci/3kTnqX9sB1/8wYzLr2mVd";
  const workflowId = "9e1c6a52-4a0b-4d1f-8f8e-0b6f6d7c2a11";
  const url = `https://app.circleci.com/pipelines/${slug}/57/workflows/${workflowId}`;
  const ofJob = type === "job-completed";
  return {
    id: subject.id,
    type,
    happened_at: "2026-03-04T08:19:02.700Z",
    webhook: { id: "5b0a1f9e-27a7-4c55-9a53-2f8d3d1f3a01", name: "Regreen" },
    project: { id: subject.projectId, name: "shop", slug },
    organization: { id: subject.organizationId, name: "acme" },
    pipeline: {
      id: "c2d1a7b6-0a56-4f57-9d7a-8d0e5a7d7f10",
      number: 57,
      created_at: times.created_at,
      ...(form === "oauth" ? ofOAuth(subject.sha) : ofApp(subject.sha)),
    },
    workflow: { id: workflowId, name: "checks", ...times, url, ...(ofJob ? {} : { status: "failed" }) },
    ...(ofJob
      ? {
          job: {
            id: "7a3f0c4d-9f0e-4a1b-8c52-61d0e8a7f922",
            name: "unit-tests",
            number: 204,
            started_at: "2026-03-04T08:15:41.000Z",
            stopped_at: "2026-03-04T08:18:59.000Z",
            status: "failed",
          },
        }
      : {}),
  };
}

function ofOAuth(revision: string): object {
  const person = { name: "Ada Okafor", email: "ada@shop.test" };
  return {
    trigger: { type: "webhook" },
    vcs: {
      provider_name: "github",
      origin_repository_url: "https://github.com/acme/shop",
      target_repository_url: "https://github.com/acme/shop",
      revision,
      commit: {
        subject: "Round half up",
        body: "As accounting does.",
        author: person,
        authored_at: "2026-03-04T08:15:11Z",
        committer: person,
        committed_at: "2026-03-04T08:15:11Z",
      },
      branch: "half-up",
    },
  };
}

function ofApp(sha: string): object {
  return {
    trigger: { type: "github_app" },
    trigger_parameters: {
      github_app: {
        branch: "half-up",
        commit_sha: sha,
        commit_title: "Round half up",
        commit_message: "Round half up",
        commit_timestamp: "2026-03-04T08:15:11Z",
        commit_author_name: "Ada Okafor",
        ref: "refs/heads/half-up",
        repo_name: "shop",
        repo_url: "https://github.com/acme/shop",
        user_username: "ada",
        web_url: `https://github.com/acme/shop/commit/${sha}`,
      },
      git: {
        branch: "half-up",
        checkout_sha: sha,
        checkout_url: "https://github.com/acme/shop",
        ref: "refs/heads/half-up",
        tag: "",
      },
      circleci: {
        actor_id: "1d9f4a3c-6a4e-4f5a-9d28-0c7f3b6e5a44",
        event_time: "2026-03-04T08:15:20Z",
        event_type: "push",
        trigger_type: "github_app",
      },
    },
  };
}
