import { z } from "zod";

/**
 * The log record of one attempt: exactly these fields. Never test output, credentials, log text or token counts;
 * cost lives beside it.
 */
export const AttemptRecord = z.strictObject({
  event: z.literal("ci_repair_loop"),
  /** Repository as owner/name. */
  site: z.string(),
  run_id: z.string(),
  attempt: z.int().min(1),
  max_attempts: z.int().min(1),
  failing_tests_count: z.int().min(0),
  repair_branch: z.string(),
  /** Repair pull request, null where none was opened. */
  pr_number: z.int().nullable(),
  validation_outcome: z.enum(["pass", "fail"]),
  escalated: z.boolean(),
  recorded_at: z.iso.datetime(),
});
export type AttemptRecord = z.infer<typeof AttemptRecord>;
