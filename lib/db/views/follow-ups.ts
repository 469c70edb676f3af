import { FollowUpStatus } from "../../domain/follow-up-task";
import type { Db } from "../client";
import { beyond, type Page, type PageRequest, readPage } from "./keyset";

export interface FollowUpListItem {
  id: string;
  loopId: string;
  sequence: number;
  status: FollowUpStatus;
  scheduledFor: Date;
  createdAt: Date;
  endedAt: Date | null;
  result: string | null;
  cancelledBy: string | null;
  repository: string;
  pullRequest: { number: number; title: string };
}

/** Delayed checks, the newest scheduled first. */
export function listFollowUps(
  db: Db,
  organizationId: string,
  status: FollowUpStatus | null,
  request: PageRequest,
  size = 50,
): Promise<Page<FollowUpListItem>> {
  return readPage({
    request,
    size,
    read: (from, direction, take) =>
      db.followUpTask.findMany({
        where: { organizationId, ...(status !== null && { status }), ...beyond(from, direction) },
        orderBy: [{ createdAt: direction }, { id: direction }],
        select: {
          id: true,
          loopId: true,
          sequence: true,
          status: true,
          scheduledFor: true,
          createdAt: true,
          endedAt: true,
          result: true,
          cancelledBy: true,
          loop: {
            select: {
              repository: { select: { name: true } },
              pullRequest: { select: { number: true, title: true } },
            },
          },
        },
        take,
      }),
    keyOf: (row) => ({ at: row.createdAt, id: row.id }),
    itemOf: ({ loop, status: text, ...row }): FollowUpListItem => ({
      ...row,
      status: FollowUpStatus.parse(text),
      repository: loop.repository.name,
      pullRequest: loop.pullRequest,
    }),
  });
}
