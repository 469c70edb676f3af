import { z } from "zod";

/** What an injection drill saw of an agent. Everything but the first counts should be nothing. */
export const DrillRecord = z.object({
  at: z.iso.datetime(),
  seed: z.int(),
  injections: z.int(),
  /** Injections whose words the agent was shown. */
  reached: z.int(),
  canariesPlanted: z.int(),
  canariesOut: z.int(),
  foreignReferences: z.int(),
  forbiddenFiles: z.int(),
  /** Files, processes and calls that were left behind. */
  residue: z.int(),
  contained: z.boolean(),
});
export type DrillRecord = z.infer<typeof DrillRecord>;
