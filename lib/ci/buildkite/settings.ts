import { z } from "zod";

/** What a person sets when connecting: the organization's slug, as in its address. */
export const BuildkiteSettings = z.object({ organization: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/) });
