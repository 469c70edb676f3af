import { z } from "zod";

/** One error that an error tracker saw in a release. */
export const ReleaseIssue = z.object({
  title: z.string(),
  /** Where in the code, in the tracker's words. */
  culprit: z.string().nullable(),
  events: z.int().min(0),
  url: z.string(),
});
export type ReleaseIssue = z.infer<typeof ReleaseIssue>;
