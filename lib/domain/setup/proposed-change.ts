import { z } from "zod";

/**
 * A change that would make the next brief better. Regreen shows it and never makes it: CI configuration belongs to people.
 */
export const ProposedChange = z.object({
  title: z.string(),
  why: z.string(),
  /** A unified diff that `git apply` takes, or, where the place is not certain, lines to put in by hand. */
  form: z.enum(["diff", "lines"]),
  file: z.string().nullable(),
  text: z.string(),
});
export type ProposedChange = z.infer<typeof ProposedChange>;
