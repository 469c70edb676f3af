import { parse } from "yaml";
import type { z } from "zod";

/** The parser takes seconds for each MiB, and holds everything else up meanwhile. */
const charactersMax = 128 * 1024;

/** Null for what is no such document, or is too long to be settings. Aliases, by which a small text becomes a large one, are not followed. */
export function readYaml<T>(text: string, schema: z.ZodType<T>): T | null {
  if (text.length > charactersMax) return null;
  try {
    return schema.safeParse(parse(text, { maxAliasCount: 0 })).data ?? null;
  } catch {
    return null;
  }
}
