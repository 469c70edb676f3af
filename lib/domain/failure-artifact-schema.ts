import { z } from "zod";
import { FailureArtifact } from "./failure-artifact";

/** Where the schema of this version is served, below the address of the installation. */
export const failureArtifactSchemaPath = "/schemas/failure-artifact-v1.json";

/** The published JSON Schema of what a failed run says of itself: what a run of any kind may write and we read. */
export function failureArtifactJsonSchema(): Record<string, unknown> {
  return {
    $id: failureArtifactSchemaPath,
    title: "Failure artifact",
    description: "What a failed CI run hands over of itself, so that nobody has to read its logs.",
    ...z.toJSONSchema(FailureArtifact, { target: "draft-2020-12" }),
  };
}
