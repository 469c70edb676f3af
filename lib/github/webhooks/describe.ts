import type { z } from "zod";
import type { CheckDescription, InstallationDescription, RepositoryDescription, Sender } from "./event";
import type { CheckRunPayload, InstallationPayload, Repository } from "./payloads";

export function describeRepository(repository: z.infer<typeof Repository>): RepositoryDescription {
  return {
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
    defaultBranch: repository.default_branch,
    private: repository.private,
    archived: repository.archived,
  };
}

export function describeInstallation(
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

/** A check whose app is gone counts as nobody's: number 0. */
export function describeCheck(check: z.infer<typeof CheckRunPayload>["check_run"]): CheckDescription {
  return {
    id: check.id,
    name: check.name,
    headSha: check.head_sha,
    status: check.status,
    conclusion: check.conclusion,
    completedAt: check.completed_at ?? null,
    appId: check.app?.id ?? 0,
    appSlug: check.app?.slug ?? null,
  };
}

export function describeSender(sender: { id: number; login: string; type: string }): Sender {
  return { id: sender.id, login: sender.login, bot: sender.type === "Bot" };
}

export function describeShortly(repository: { id: number; full_name: string; private: boolean }) {
  return { id: repository.id, fullName: repository.full_name, private: repository.private };
}
