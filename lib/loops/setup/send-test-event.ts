import type { Context } from "@/lib/context";
import { hookAddress, listNewestDeliveries, sendDeliveryAgain } from "@/lib/github/app-hook";

export type TestEvent = { kind: "asked"; event: string } | { kind: "no_hook" } | { kind: "nothing_to_send" };

/**
 * Asks GitHub to send its newest delivery again: the only test event there is, since GitHub pings an app once, when it is
 * made. A repetition that arrives is recognised and handled once.
 */
export async function sendTestEvent(ctx: Context): Promise<TestEvent> {
  if ((await hookAddress(ctx.github)) === null) return { kind: "no_hook" };
  const [newest] = await listNewestDeliveries(ctx.github, 1);
  if (newest === undefined) return { kind: "nothing_to_send" };
  await sendDeliveryAgain(ctx.github, newest.id);
  return { kind: "asked", event: newest.event };
}
