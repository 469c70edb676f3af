import { z } from "zod";

/** What a connection to CircleCI keeps beside its secrets. */
export const CircleCiSettings = z.object({
  projects: z
    .array(
      z.object({
        id: z.string(),
        slug: z.string(),
        name: z.string(),
        organizationId: z.string(),
        repositoryId: z.string(),
      }),
    )
    .default([]),
});
export type CircleCiSettings = z.infer<typeof CircleCiSettings>;
