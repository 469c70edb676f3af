import { z } from "zod";
import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import type { LoopRow } from "@/lib/db/loops";

const StoredGate = z.object({
  findings: z.array(
    z.object({
      severity: z.string(),
      path: z.string(),
      line: z.int().nullable().default(null),
      reason: z.string(),
    }),
  ),
  honesty: z.object({ weakenings: z.int(), weakeningsMax: z.int() }).optional(),
});

/** More than these nobody reads; the loop's page has them all. */
const warningsMax = 20;

function meterLine({ honesty }: z.infer<typeof StoredGate>): string[] {
  if (honesty === undefined || honesty.weakenings === 0) return [];
  const places = honesty.weakenings === 1 ? "1 place weakens" : `${honesty.weakenings} places weaken`;
  return [`Honesty meter: ${places} a test or a check; this repository allows ${honesty.weakeningsMax}.`];
}

/** What the patch gate let pass but wants a person to look at, the honesty meter first where it counted something. */
export async function gateWarnings(ctx: Context, loop: LoopRow): Promise<string[]> {
  const attempts = await listAttempts(ctx.db, loop.organizationId, loop.id);
  const gate = StoredGate.safeParse(attempts.find((attempt) => attempt.number === loop.attempt)?.gate);
  if (!gate.success) return [];
  const remarks = gate.data.findings
    .filter(({ severity }) => severity === "warn")
    .map(({ path, line, reason }) => `${path}${line === null ? "" : `:${line}`}: ${reason}`);
  const more = remarks.length - warningsMax;
  return [
    ...meterLine(gate.data),
    ...remarks.slice(0, warningsMax),
    ...(more > 0 ? [`and ${more} more on the loop's page`] : []),
  ];
}
