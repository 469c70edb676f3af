import type { RegreenEvent } from "@/lib/domain/events";

/** What became of a delivery, and what happened because of it. */
export type Handled = { kind: "handled"; events: RegreenEvent[] } | { kind: "ignored"; reason: string };
