import { EscalationDocument, EscalationState } from "../../domain/escalation";
import type { Db } from "../client";
import { beyond, type Page, type PageRequest, readPage } from "./keyset";

export interface EscalationListItem {
  id: string;
  loopId: string;
  state: EscalationState;
  takenByLogin: string | null;
  takenAt: Date | null;
  closedAt: Date | null;
  createdAt: Date;
  repository: string;
  pullRequest: { number: number; title: string };
  /** Null for a document that another version wrote. */
  document: EscalationDocument | null;
}

/** Hand-overs in the given states, newest first. */
export function listEscalations(
  db: Db,
  organizationId: string,
  states: readonly EscalationState[],
  request: PageRequest,
  size = 20,
): Promise<Page<EscalationListItem>> {
  return readPage({
    request,
    size,
    read: (from, direction, take) =>
      db.escalation.findMany({
        where: { organizationId, state: { in: [...states] }, ...beyond(from, direction) },
        orderBy: [{ createdAt: direction }, { id: direction }],
        include: {
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
    itemOf: ({ loop, document, state, ...row }): EscalationListItem => ({
      ...row,
      state: EscalationState.parse(state),
      repository: loop.repository.name,
      pullRequest: loop.pullRequest,
      document: EscalationDocument.safeParse(document).data ?? null,
    }),
  });
}

/** How many hand-overs stand in each state. */
export async function countEscalations(
  db: Db,
  organizationId: string,
): Promise<Record<EscalationState, number>> {
  const groups = await db.escalation.groupBy({
    by: ["state"],
    where: { organizationId },
    _count: { _all: true },
  });
  const counts = { open: 0, taken: 0, returned: 0, closed: 0 };
  for (const group of groups) counts[EscalationState.parse(group.state)] = group._count._all;
  return counts;
}
