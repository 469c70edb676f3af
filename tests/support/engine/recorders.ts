import type { Inngest, InngestFunction } from "inngest";
import { z } from "zod";
import type { Journal, RunEnd } from "./effects";

const lifecycle = z.object({
  function_id: z.string(),
  run_id: z.string(),
  event: z.object({ id: z.string().default("") }),
  result: z.unknown(),
  error: z.object({ name: z.string().default("Error"), message: z.string() }).nullish(),
  _inngest: z.object({ status: z.string() }).optional(),
});

/** Functions that write down how runs end, as told by the server's lifecycle events: no server's own API is needed. */
export function recorders(client: Inngest.Any, journal: Journal): InngestFunction.Any[] {
  function record(state: RunEnd["state"], given: unknown): void {
    const data = lifecycle.parse(given);
    journal.end({
      eventId: data.event.id,
      functionId: data.function_id,
      runId: data.run_id,
      state,
      result: data.result ?? null,
      error: data.error ?? null,
    });
  }
  const options = { retries: 0 as const };
  return [
    client.createFunction(
      { ...options, id: "record-completed", triggers: { event: "inngest/function.finished" } },
      ({ event }) => {
        // Told of every end; the other two have events of their own.
        if (/completed/i.test(lifecycle.parse(event.data)._inngest?.status ?? ""))
          record("completed", event.data);
      },
    ),
    client.createFunction(
      { ...options, id: "record-failed", triggers: { event: "inngest/function.failed" } },
      ({ event }) => record("failed", event.data),
    ),
    client.createFunction(
      { ...options, id: "record-cancelled", triggers: { event: "inngest/function.cancelled" } },
      ({ event }) => record("cancelled", event.data),
    ),
  ];
}
