import { z } from "zod";

/** A patch as it is kept with its attempt: enough to make the same commit again, byte for byte. */
export const StoredPatch = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      status: z.string(),
      additions: z.int(),
      deletions: z.int(),
      mode: z.enum(["100644", "100755"]).nullable(),
      /** Null where the file is deleted. */
      contentBase64: z.string().nullable(),
    }),
  ),
  additions: z.int(),
  deletions: z.int(),
});
export type StoredPatch = z.infer<typeof StoredPatch>;
