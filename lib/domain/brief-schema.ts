import { z } from "zod";
import { Brief } from "./brief";

/** Where the schema of this version is served, below the address of the installation. */
export const briefSchemaPath = "/schemas/ci-repair-brief-v1.json";

/** The published JSON Schema of a brief: what is written down under `public` and what agents may rely on. */
export function briefJsonSchema(): Record<string, unknown> {
  return {
    $id: briefSchemaPath,
    title: "CI repair brief",
    description: "The only input of a coding agent that repairs a failed CI run of a pull request.",
    ...z.toJSONSchema(Brief, { target: "draft-2020-12" }),
  };
}
