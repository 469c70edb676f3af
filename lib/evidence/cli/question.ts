import { z } from "zod";
import { LogProvider } from "@/lib/domain/evidence";

/** One input line of `evidence --batch`. Paths are taken from the current folder. */
export const Question = z.object({
  id: z.string(),
  log: z.string().min(1),
  provider: LogProvider.nullish().transform((provider) => provider ?? "unknown"),
  junit: z.array(z.string()).nullish(),
  passingLog: z.string().nullish(),
  maxLines: z.int().min(0).default(200),
  maxBytes: z.int().min(0).default(32_768),
});
export type Question = z.infer<typeof Question>;
