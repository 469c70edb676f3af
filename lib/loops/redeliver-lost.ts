import type { Context } from "@/lib/context";
import { readCursor, saveCursor } from "@/lib/db/cursors";
import { listKnownDeliveries } from "@/lib/db/deliveries";
import { countRedelivery } from "@/lib/db/redeliveries";
import { type DeliveryAttempt, listDeliveryAttempts, redeliver } from "@/lib/github/deliveries";

const cursorName = "github-delivery-attempts";
/** One write a second: what is left over is asked for at the next look. */
const redeliveriesMax = 30;
/** A delivery that fails so often is not lost but refused; what it told of is found by looking at the pull requests. */
const askedMax = 5;

/**
 * Finds deliveries that GitHub could not hand over since the last look and asks for them again. One that is a row here
 * arrived, and only our answer was lost. The cursor moves past what is settled, so a failed call repeats the rest.
 */
export async function redeliverLost(ctx: Context): Promise<{ asked: number }> {
  const position = await readCursor(ctx.db, cursorName);
  const attempts = await listDeliveryAttempts(ctx.github, position === null ? null : BigInt(position));
  const arrived = new Set(attempts.flatMap((attempt) => (attempt.arrived ? [attempt.guid] : [])));
  const failed = attempts.filter((attempt) => !arrived.has(attempt.guid));
  const known = await listKnownDeliveries(
    ctx.db,
    failed.map((attempt) => attempt.guid),
  );
  const newest = new Map(failed.map((attempt) => [attempt.guid, attempt.id]));
  let asked = 0;
  for (const attempt of attempts) {
    const lost = newest.get(attempt.guid) === attempt.id && !known.has(attempt.guid);
    if (lost && asked === redeliveriesMax) return { asked };
    if (lost && (await askAgain(ctx, attempt))) asked += 1;
    await saveCursor(ctx.db, cursorName, String(attempt.id));
  }
  return { asked };
}

async function askAgain(ctx: Context, attempt: DeliveryAttempt): Promise<boolean> {
  const times = await countRedelivery(ctx.db, attempt.guid, attempt.event, ctx.now());
  if (times > askedMax) {
    ctx.log.warn({ delivery: attempt.guid, event: attempt.event }, "a delivery failed again and again");
    return false;
  }
  await redeliver(ctx.github, attempt.id);
  return true;
}
