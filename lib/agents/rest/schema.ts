import { z } from "zod";
import { RestAnswer, RestRequest } from "./contract";

/** Where the contract's schema of this version is served, below the address of the installation. */
export const restSchemaPath = "/schemas/agent-rest-v1.json";

/** The published JSON Schema of both directions: what an agent is sent, and what it answers or sends back. */
export function restJsonSchema(): Record<string, unknown> {
  const { $schema, ...request } = z.toJSONSchema(RestRequest, { target: "draft-2020-12" });
  const { $schema: _same, ...answer } = z.toJSONSchema(RestAnswer, { target: "draft-2020-12", io: "input" });
  return {
    $schema,
    $id: restSchemaPath,
    title: "Coding agent behind HTTP",
    description:
      "`#/$defs/request` is what an agent is sent, `#/$defs/answer` what it answers or sends to the callback.",
    $defs: { request, answer },
  };
}
