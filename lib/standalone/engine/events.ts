import { createHash } from "node:crypto";
import { z } from "zod";
import type { EngineContext } from "./context";
import { storeEvent } from "./event-store";
import { countsOnce } from "./seen";

/**
 * The door for events: `POST /e/:key`. An event is stored before it is answered; what it starts, resumes and cancels
 * is worked out right after (publish.ts).
 */

const oneEvent = z.looseObject({
  name: z
    .string()
    .min(1)
    .max(256)
    .regex(/^\P{Cc}+$/u, "has control characters"),
  id: z.string().max(512).nullish(),
  ts: z.number().nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
});
const manyEvents = z.union([oneEvent.transform((event) => [event]), z.array(oneEvent).max(5_000)]);

/** Events of this engine itself; nobody else may claim that a function has failed. */
const reservedPrefix = "inngest/";
/** A sender's event id counts once a day, as on a real server. */
const eventIdHours = 24;

export type EventsAnswer = { status: 200; ids: string[] } | { status: 400; ids: []; error: string };

/**
 * @param seed the SDK's `x-inngest-event-id-seed`: the same for all its tries to send one request, so that a
 * repeated request gets the same ids and starts nothing twice.
 */
export async function acceptEvents(
  engine: EngineContext,
  body: unknown,
  seed: string | undefined,
): Promise<EventsAnswer> {
  const parsed = manyEvents.safeParse(body);
  if (!parsed.success) return { status: 400, ids: [], error: z.prettifyError(parsed.error) };
  const reserved = parsed.data.find((event) => event.name.startsWith(reservedPrefix));
  if (reserved)
    return { status: 400, ids: [], error: `"${reserved.name}" is an event of the engine itself.` };
  const now = engine.clock.now();
  const ids = await engine.db.transaction(async (sql) => {
    const stored: string[] = [];
    for (const [index, { id, ts, data, ...more }] of parsed.data.entries()) {
      const ownId = seed ? seededId(seed, index) : undefined;
      // A repeated request must meet its own event again before its caller's id is looked at.
      const isRepeated = ownId !== undefined && (await isStored(sql, ownId));
      const isNew =
        !isRepeated && (!id || (await countsOnce(sql, "event", `${more.name} ${id}`, eventIdHours, now)));
      const event = { ...more, id: id ?? undefined, ts: ts ?? undefined, data: data ?? {} };
      stored.push((await storeEvent(sql, event, now, { ...(ownId ? { ownId } : {}), pending: isNew })).id);
    }
    return stored;
  });
  engine.wake();
  return { status: 200, ids };
}

async function isStored(sql: Parameters<typeof storeEvent>[0], id: string): Promise<boolean> {
  const rows = await sql.rows("select 1 from engine.events where id = $1", [id]);
  return rows.length > 0;
}

function seededId(seed: string, index: number): string {
  return createHash("sha256").update(`${seed}#${index}`).digest("hex").slice(0, 32);
}
