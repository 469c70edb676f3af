import type { Db } from "../client";
import { beyond, type Page, type PageRequest, readPage } from "./keyset";

export interface RefusalListItem {
  id: string;
  repository: string | null;
  pullRequest: { number: number; title: string } | null;
  headSha: string;
  code: string;
  reason: string;
  createdAt: Date;
}

/** Failures that were seen and not taken up, newest first. */
export async function listRefusals(
  db: Db,
  organizationId: string,
  request: PageRequest,
  size = 50,
): Promise<Page<RefusalListItem>> {
  const page = await readPage({
    request,
    size,
    read: (from, direction, take) =>
      db.refusal.findMany({
        where: { organizationId, ...beyond(from, direction) },
        orderBy: [{ createdAt: direction }, { id: direction }],
        take,
      }),
    keyOf: (row) => ({ at: row.createdAt, id: row.id }),
    itemOf: (row) => row,
  });
  const [repositories, pullRequests] = await Promise.all([
    db.repository.findMany({
      where: { organizationId, id: { in: page.items.flatMap((row) => row.repositoryId ?? []) } },
      select: { id: true, name: true },
    }),
    db.pullRequest.findMany({
      where: { organizationId, id: { in: page.items.flatMap((row) => row.pullRequestId ?? []) } },
      select: { id: true, number: true, title: true },
    }),
  ]);
  const names = new Map(repositories.map((row) => [row.id, row.name]));
  const titles = new Map(pullRequests.map(({ id, ...row }) => [id, row]));
  return {
    ...page,
    items: page.items.map(({ id, headSha, code, reason, createdAt, repositoryId, pullRequestId }) => ({
      id,
      headSha,
      code,
      reason,
      createdAt,
      repository: names.get(repositoryId ?? "") ?? null,
      pullRequest: titles.get(pullRequestId ?? "") ?? null,
    })),
  };
}
