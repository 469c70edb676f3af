import { randomUUID } from "node:crypto";
import type { Sql } from "./database";

/** An event as functions receive it. */
export type EngineEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  [more: string]: unknown;
};

/** `id` is the engine's own; `body.id` is the sender's, where it gave one. */
export type StoredEvent = { id: string; body: EngineEvent };

export type NewEvent = {
  id?: string | undefined;
  name: string;
  data: Record<string, unknown>;
  ts?: number | undefined;
};

type Options = {
  /** The engine's own id. One that exists already makes this a repetition, which is ignored. */
  ownId?: string;
  /** Whether cancellations, waits and triggers are still to see it. Not for events that are meant for one run only. */
  pending?: boolean;
};

/** Keeps an event. Returns it as functions will receive it. */
export async function storeEvent(
  sql: Sql,
  event: NewEvent,
  now: Date,
  options: Options = {},
): Promise<StoredEvent> {
  const id = options.ownId ?? randomUUID();
  const body: EngineEvent = { ...event, id: event.id ?? id, ts: event.ts ?? now.getTime() };
  await sql.rows(
    `insert into engine.events (id, name, body, received_at, pending) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing`,
    [id, body.name, JSON.stringify(body), now, options.pending ?? true],
  );
  return { id, body };
}

/** The oldest event that nobody has seen yet, locked; events that another process is publishing are passed over. */
export async function lockPendingEvent(sql: Sql): Promise<StoredEvent | null> {
  const rows = await sql.rows<StoredEvent>(
    "select id, body from engine.events where pending order by position limit 1 for update skip locked",
  );
  return rows[0] ?? null;
}

export async function markPublished(sql: Sql, id: string): Promise<void> {
  await sql.rows("update engine.events set pending = false where id = $1", [id]);
}
