import type { Db } from "./client";

/** What is done under a lock, each with names of its own. */
type LockKind = "budget" | "report";

/**
 * Locks of a kind that one process holds or waits for at once. Each takes a connection of the pool, and whoever holds one
 * needs others for its work: without a limit, ten that wait would keep the one that they wait for from ending.
 */
const locksAtOnceMax = 3;

/** By pool and kind: a place is handed on to who waits longest. */
const places = new WeakMap<Db, Map<LockKind, { taken: number; waiting: (() => void)[] }>>();

/**
 * Runs `work` while nobody else, in any process on this database, runs work under the same name. Held by a
 * transaction of its own, so it is released when this process dies.
 */
export async function withLock<T>(
  db: Db,
  { kind, id }: { kind: LockKind; id: string },
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const leave = await enter(db, kind);
  try {
    return await db.$transaction(
      async (held) => {
        await held.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${kind}:${id}`}, 0))`;
        return work();
      },
      { timeout: timeoutMs, maxWait: timeoutMs },
    );
  } finally {
    leave();
  }
}

/** Waits for a place, and answers how to leave it. */
async function enter(db: Db, kind: LockKind): Promise<() => void> {
  const ofDb = places.get(db) ?? new Map();
  places.set(db, ofDb);
  const ofKind = ofDb.get(kind) ?? { taken: 0, waiting: [] };
  ofDb.set(kind, ofKind);
  if (ofKind.taken < locksAtOnceMax) ofKind.taken += 1;
  else await new Promise<void>((resolve) => ofKind.waiting.push(resolve));
  return () => {
    const next = ofKind.waiting.shift();
    if (next === undefined) ofKind.taken -= 1;
    else next();
  };
}
