import type { z } from "zod";
import { describePullRequest } from "../pull-requests";
import type { GitHubEvent, InstallationDescription, RepositoryDescription, Sender } from "./event";
import {
  InstallationPayload,
  InstallationRepositoriesPayload,
  PullRequestPayload,
  PushPayload,
  type Repository,
  WorkflowRunPayload,
} from "./payloads";

/** Turns one delivery into what it means for us. Never throws: an unusable payload is an answer too. */
export function translateDelivery(event: string, payload: unknown): GitHubEvent {
  switch (event) {
    case "workflow_run":
      return parse(WorkflowRunPayload, payload, (body) => ({
        kind: "run_changed",
        installationId: body.installation.id,
        repository: describeRepository(body.repository),
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
        installationId: body.installation.id,
        action: body.action,
        repository: describeRepository(body.repository),
        pullRequest: describePullRequest(body.pull_request),
        sender: describeSender(body.sender),
      }));
    case "push":
      return parse(PushPayload, payload, (body) => {
        if (!body.ref.startsWith("refs/heads/")) return { kind: "ignored", reason: "A tag was pushed." };
        return {
          kind: "branch_pushed",
          installationId: body.installation.id,
          repository: describeRepository(body.repository),
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
        repositories: body.repositories.map(shorten),
      }));
    case "installation_repositories":
      return parse(InstallationRepositoriesPayload, payload, (body) => ({
        kind: "installation_repositories_changed",
        installation: describeInstallation(body.installation),
        added: body.repositories_added.map(shorten),
        removed: body.repositories_removed.map(shorten),
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

function describeRepository(repository: z.infer<typeof Repository>): RepositoryDescription {
  return {
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
    defaultBranch: repository.default_branch,
    private: repository.private,
    archived: repository.archived,
  };
}

function describeInstallation(
  installation: z.infer<typeof InstallationPayload>["installation"],
): InstallationDescription {
  const { account } = installation;
  return {
    id: installation.id,
    account: {
      id: account.id,
      login: account.login,
      kind: account.type,
      avatarUrl: account.avatar_url ?? null,
    },
    suspended: (installation.suspended_at ?? null) !== null,
  };
}

function describeSender(sender: { login: string; type: string }): Sender {
  return { login: sender.login, bot: sender.type === "Bot" };
}

function shorten(repository: { id: number; full_name: string; private: boolean }) {
  return { id: repository.id, fullName: repository.full_name, private: repository.private };
}
