import { z } from "zod";

/** What the patch gate said of an attempt's patch, as it is stored. */
const GateReport = z.object({
  verdict: z.enum(["allowed", "blocked"]),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.string(),
      path: z.string(),
      line: z.int().nullable(),
      reason: z.string(),
      lines: z.array(z.object({ sign: z.enum(["-", "+"]), text: z.string() })).default([]),
    }),
  ),
  honesty: z
    .object({
      weakenings: z.int(),
      weakeningsMax: z.int(),
      readings: z
        .array(z.object({ path: z.string(), by: z.enum(["tree", "words"]), reason: z.string().optional() }))
        .default([]),
    })
    .optional(),
});
export type GateReport = z.infer<typeof GateReport>;

/** Null where no gate has spoken, or where one spoke in another version's words. */
export function readGateReport(document: unknown): GateReport | null {
  return GateReport.safeParse(document).data ?? null;
}
