import { z } from "zod";

/** What a person sets when connecting; null for a personal account. */
export const VercelSettings = z.object({
  teamId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/)
    .nullable(),
});
