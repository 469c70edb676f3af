import { parse } from "yaml";
import type { z } from "zod";

/** Null for what is no such document. Aliases, by which a small text becomes a large one, are not followed. */
export function readYaml<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(parse(text, { maxAliasCount: 0 })).data ?? null;
  } catch {
    return null;
  }
}
