import { z } from "zod";
import { Category, LoopOutcome, LoopState } from "../../domain/loop";
import type { Db } from "../client";
import type { RepairLoopWhereInput } from "../generated/models";
import { beyond, type Page, type PageRequest, readPage } from "./keyset";

/** What the list can be narrowed to: every open loop, one open state, or one way of ending. */
export const LoopStatusFilter = z.enum([
  "open",
  "collecting",
  "rerunning",
  "waiting",
  "repairing",
  "validating",
  ...LoopOutcome.options,
]);
export type LoopStatusFilter = z.infer<typeof LoopStatusFilter>;

export interface LoopFilters {
  status: LoopStatusFilter | null;
  repository: string | null;
  category: Category | null;
  /** Words of a pull request's title, branch or author, or its number. */
  search: string | null;
}

export interface LoopListItem {
  id: string;
  repository: string;
  pullRequest: { number: number; title: string; authorLogin: string; headRef: string };
  state: LoopState;
  outcome: LoopOutcome | null;
  endReason: string | null;
  category: Category | null;
  intermittent: boolean;
  attemptsSpent: number;
  attemptLimit: number;
  createdAt: Date;
  endedAt: Date | null;
}

const select = {
  id: true,
  state: true,
  outcome: true,
  endReason: true,
  category: true,
  intermittent: true,
  attemptsSpent: true,
  attemptLimit: true,
  createdAt: true,
  endedAt: true,
  repository: { select: { name: true } },
  pullRequest: { select: { number: true, title: true, authorLogin: true, headRef: true } },
} as const;

function statusWhere(status: LoopStatusFilter | null): RepairLoopWhereInput {
  if (status === null) return {};
  if (status === "open") return { state: { not: "ended" } };
  if (LoopOutcome.safeParse(status).success) return { outcome: status };
  return { state: status };
}

function searchWhere(search: string | null): RepairLoopWhereInput {
  const words = search?.trim() ?? "";
  if (words === "") return {};
  const number = /^#?(\d{1,9})$/.exec(words)?.[1];
  if (number !== undefined) return { pullRequest: { number: Number(number) } };
  const contains = { contains: words, mode: "insensitive" as const };
  return { pullRequest: { OR: [{ title: contains }, { headRef: contains }, { authorLogin: contains }] } };
}

function filtersWhere(filters: LoopFilters): RepairLoopWhereInput {
  return {
    AND: [statusWhere(filters.status), searchWhere(filters.search)],
    ...(filters.category !== null && { category: filters.category }),
    ...(filters.repository !== null && { repository: { name: filters.repository } }),
  };
}

/** One page of an organization's loops, newest first. */
export function listLoops(
  db: Db,
  organizationId: string,
  filters: LoopFilters,
  request: PageRequest,
  size = 50,
): Promise<Page<LoopListItem>> {
  const where = filtersWhere(filters);
  return readPage({
    request,
    size,
    read: (from, direction, take) =>
      db.repairLoop.findMany({
        where: { organizationId, AND: [where, beyond(from, direction)] },
        orderBy: [{ createdAt: direction }, { id: direction }],
        select,
        take,
      }),
    keyOf: (row) => ({ at: row.createdAt, id: row.id }),
    itemOf: (row): LoopListItem => ({
      ...row,
      repository: row.repository.name,
      state: LoopState.parse(row.state),
      outcome: LoopOutcome.nullable().parse(row.outcome),
      category: Category.nullable().catch("unknown").parse(row.category),
    }),
  });
}
