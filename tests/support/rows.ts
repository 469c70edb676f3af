import { randomInt, randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import { saveOrganization } from "@/lib/db/organizations";
import { savePullRequest } from "@/lib/db/pull-requests";
import { saveRepository } from "@/lib/db/repositories";

const at = new Date("2026-01-01T12:00:00Z");

/** A hexadecimal commit id that no other test has. */
export function someSha(): string {
  return randomUUID().replaceAll("-", "").padEnd(40, "0");
}

/** An organization with one repository and one open pull request, all its own. */
export async function somePullRequest(db: Db) {
  const id = BigInt(randomInt(1, 2 ** 40));
  const organization = await saveOrganization(
    db,
    {
      githubAccountId: id,
      login: `org-${id}`,
      kind: "Organization",
      avatarUrl: null,
      installationId: id,
      suspended: false,
    },
    at,
  );
  const repository = await saveRepository(
    db,
    organization.id,
    {
      githubRepositoryId: id,
      owner: organization.login,
      name: "shop",
      defaultBranch: "main",
      private: true,
      archived: false,
    },
    at,
  );
  const pullRequest = await savePullRequest(db, organization.id, repository.id, {
    number: 1,
    title: "Add a cart",
    authorLogin: "will",
    headRef: "feature/cart",
    headSha: someSha(),
    headRepositoryId: id,
    baseRef: "main",
    baseSha: someSha(),
    draft: false,
    labels: [],
    closedAt: null,
    mergedAt: null,
    githubUpdatedAt: at,
  });
  return { organization, repository, pullRequest };
}
