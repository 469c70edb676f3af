import type { z } from "zod";
import { describePullRequest } from "../pull-requests";
import {
  describeCheck,
  describeInstallation,
  describeRepository,
  describeSender,
  describeShortly,
} from "./describe";
import type { GitHubEvent } from "./event";
import {
  AuthorizationPayload,
  CheckRunPayload,
  CheckSuitePayload,
  DeploymentStatusPayload,
  InstallationPayload,
  InstallationRepositoriesPayload,
  InstallationTargetPayload,
  MergeGroupPayload,
  PullRequestPayload,
  PushPayload,
  RepositoryPayload,
  StatusPayload,
  WorkflowJobPayload,
  WorkflowRunPayload,
} from "./payloads";

/** Turns one delivery into what it means for us. Never throws: an unusable payload is an answer too. */
export function translateDelivery(event: string, payload: unknown): GitHubEvent {
  switch (event) {
    case "workflow_run":
      return parse(WorkflowRunPayload, payload, (body) => ({
        kind: "run_changed",
        ...placeOf(body),
        run: {
          id: body.workflow_run.id,
          attempt: body.workflow_run.run_attempt,
          name: body.workflow_run.name ?? "workflow",
          headSha: body.workflow_run.head_sha,
          headBranch: body.workflow_run.head_branch ?? null,
          headOwner: body.workflow_run.head_repository?.owner.login ?? null,
          event: body.workflow_run.event,
          status: body.action === "completed" ? "completed" : (body.workflow_run.status ?? "queued"),
          conclusion: body.workflow_run.conclusion ?? null,
          url: body.workflow_run.html_url,
          startedAt: body.workflow_run.run_started_at ?? null,
          updatedAt: body.workflow_run.updated_at,
        },
      }));
    case "pull_request":
      return parse(PullRequestPayload, payload, (body) => ({
        kind: "pull_request_changed",
        ...placeOf(body),
        action: body.action,
        pullRequest: describePullRequest(body.pull_request),
        sender: describeSender(body.sender),
      }));
    case "push":
      return parse(PushPayload, payload, (body) => {
        if (!body.ref.startsWith("refs/heads/")) return { kind: "ignored", reason: "A tag was pushed." };
        return {
          kind: "branch_pushed",
          ...placeOf(body),
          branch: body.ref.slice("refs/heads/".length),
          before: body.before,
          after: body.after,
          deleted: body.deleted,
          sender: describeSender(body.sender),
        };
      });
    case "installation":
      return parse(InstallationPayload, payload, (body) => ({
        kind: "installation_changed",
        action: body.action,
        installation: describeInstallation(body.installation),
        repositories: body.repositories.map(describeShortly),
      }));
    case "installation_repositories":
      return parse(InstallationRepositoriesPayload, payload, (body) => ({
        kind: "installation_repositories_changed",
        installation: describeInstallation(body.installation),
        added: body.repositories_added.map(describeShortly),
        removed: body.repositories_removed.map(describeShortly),
      }));
    case "workflow_job":
      return parse(WorkflowJobPayload, payload, (body) => ({
        kind: "job_changed",
        ...placeOf(body),
        job: {
          id: body.workflow_job.id,
          runId: body.workflow_job.run_id,
          runAttempt: body.workflow_job.run_attempt,
          name: body.workflow_job.name,
          headSha: body.workflow_job.head_sha,
          status: body.workflow_job.status,
          conclusion: body.workflow_job.conclusion,
        },
      }));
    case "check_run":
      return parse(CheckRunPayload, payload, (body) => {
        const check = describeCheck(body.check_run);
        if (body.action !== "requested_action" && body.action !== "rerequested")
          return { kind: "check_changed", ...placeOf(body), check };
        const identifier =
          body.action === "requested_action" ? (body.requested_action?.identifier ?? "") : null;
        const sender = describeSender(body.sender);
        return { kind: "check_requested", ...placeOf(body), check, identifier, sender };
      });
    case "check_suite":
      return parse(CheckSuitePayload, payload, (body) => ({
        kind: "suite_changed",
        ...placeOf(body),
        action: body.action,
        suite: {
          id: body.check_suite.id,
          headSha: body.check_suite.head_sha,
          conclusion: body.check_suite.conclusion,
          appId: body.check_suite.app?.id ?? 0,
          appSlug: body.check_suite.app?.slug ?? null,
        },
        sender: describeSender(body.sender),
      }));
    case "status":
      return parse(StatusPayload, payload, (body) => ({
        kind: "status_reported",
        ...placeOf(body),
        status: { id: body.id, headSha: body.sha, context: body.context, state: body.state },
      }));
    case "deployment_status":
      return parse(DeploymentStatusPayload, payload, (body) => ({
        kind: "deployment_reported",
        ...placeOf(body),
        deployment: {
          statusId: body.deployment_status.id,
          headSha: body.deployment.sha,
          environment: body.deployment.environment,
          state: body.deployment_status.state,
          creatorLogin: body.deployment.creator?.login ?? null,
          appSlug: body.deployment.performed_via_github_app?.slug ?? null,
        },
      }));
    case "merge_group":
      return parse(MergeGroupPayload, payload, (body) => ({
        kind: "merge_queue_changed",
        ...placeOf(body),
        action: body.action,
        headRef: body.merge_group.head_ref,
        headSha: body.merge_group.head_sha,
      }));
    case "repository":
      return parse(RepositoryPayload, payload, (body) => ({
        kind: "repository_changed",
        ...placeOf(body),
        action: body.action,
      }));
    case "installation_target":
      return parse(InstallationTargetPayload, payload, (body) => ({
        kind: "account_renamed",
        installationId: body.installation.id,
        accountId: body.account.id,
        login: body.account.login ?? body.account.slug ?? "",
      }));
    case "github_app_authorization":
      return parse(AuthorizationPayload, payload, (body) => ({
        kind: "authorization_revoked",
        githubUserId: body.sender.id,
        login: body.sender.login,
      }));
    default:
      return { kind: "ignored", reason: `Regreen does not react to "${event.slice(0, 60)}" deliveries.` };
  }
}

function parse<T>(schema: z.ZodType<T>, payload: unknown, translate: (body: T) => GitHubEvent): GitHubEvent {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return translate(parsed.data);
  const first = parsed.error.issues[0];
  return {
    kind: "malformed",
    reason: `${first?.path.join(".") ?? "payload"}: ${first?.message ?? "unusable"}`,
  };
}

function placeOf(body: Pick<z.infer<typeof RepositoryPayload>, "installation" | "repository">) {
  return { installationId: body.installation.id, repository: describeRepository(body.repository) };
}
