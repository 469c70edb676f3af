import { z } from "zod";

/** What the failing commands did here, in the sandbox, before and after a repair. */
export const LocalProof = z.object({
  verdict: z.enum(["proven", "disproven", "not_run"]),
  reason: z.string(),
  runs: z.array(
    z.object({
      command: z.string(),
      exitCodeBefore: z.int().nullable(),
      exitCodeAfter: z.int().nullable(),
      secondsAfter: z.number(),
    }),
  ),
});
export type LocalProof = z.infer<typeof LocalProof>;
