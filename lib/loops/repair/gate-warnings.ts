import { z } from "zod";
import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import type { LoopRow } from "@/lib/db/loops";

const StoredGate = z.object({
  findings: z.array(z.object({ severity: z.string(), path: z.string(), reason: z.string() })),
});

/** What the patch gate let pass but wants a person to look at. */
export async function gateWarnings(ctx: Context, loop: LoopRow): Promise<string[]> {
  const attempts = await listAttempts(ctx.db, loop.organizationId, loop.id);
  const gate = StoredGate.safeParse(attempts.find((attempt) => attempt.number === loop.attempt)?.gate);
  if (!gate.success) return [];
  return gate.data.findings
    .filter((finding) => finding.severity === "warn")
    .map((finding) => `${finding.path}: ${finding.reason}`);
}
