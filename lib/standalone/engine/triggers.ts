import type { Sql } from "./database";
import { debounce } from "./debounce";
import type { StoredEvent } from "./event-store";
import { keyOf, matches } from "./expressions";
import type { EngineFunction } from "./function-config";
import { startRun } from "./runs";
import { countsOnce } from "./seen";

const idempotencyHours = 24;

/** Starts a run of the function if one of its triggers names the event, and nothing holds it back. */
export async function trigger(sql: Sql, fn: EngineFunction, event: StoredEvent, now: Date): Promise<void> {
  const isMeant = fn.triggers.some(
    ({ event: name, if: expression }) =>
      name === event.body.name && matches(expression, { event: event.body }),
  );
  if (!isMeant) return;
  if (fn.idempotency !== undefined) {
    const key = keyOf(fn.idempotency, event.body);
    if (!(await countsOnce(sql, `function ${fn.id}`, key, idempotencyHours, now))) return;
  }
  if (fn.debounce) return debounce(sql, fn, fn.debounce, event, now);
  await startRun(sql, fn, event, now);
}
