import Ajv from "ajv/dist/2020";
import { expect, it } from "vitest";
import { RestAnswer, RestRequest } from "@/lib/agents/rest/contract";
import { restJsonSchema, restSchemaPath } from "@/lib/agents/rest/schema";
import { someBrief } from "../../support/factories";

const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema(restJsonSchema());
const holds = (name: "request" | "answer", value: unknown) =>
  ajv.validate({ $ref: `${restSchemaPath}#/$defs/${name}` }, value);

it("the contract's JSON Schema that is served is the one that the code checks", async () => {
  await expect(`${JSON.stringify(restJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    `../../../public${restSchemaPath}`,
  );
});

it("what an agent is sent fits the published schema", () => {
  const request = {
    contract: 1,
    task: "ci-repair",
    deadline: "2026-01-01T12:30:00.000Z",
    brief: someBrief(),
    prompt: "Repair it.",
    files: [{ path: "src/a.ts", mode: "100644", content_base64: "eA==" }],
    callback: { url: "https://regreen.example/x", token: "t", expires: "2026-01-01T12:30:00.000Z" },
  };
  expect(RestRequest.safeParse(request).success).toBe(true);
  expect(holds("request", request), JSON.stringify(ajv.errors)).toBe(true);
  expect(holds("request", { ...request, contract: 2 })).toBe(false);
});

it.each([
  [{ status: "running", id: "run-7" }, true],
  [{ status: "running" }, true],
  [{ status: "running", id: "../run" }, false],
  [{ status: "completed", result: { kind: "edited", files: [{ path: "a", content_base64: null }] } }, true],
  [{ status: "completed", result: { kind: "gave_up", reason: "real_bug", notes: "Ask." } }, true],
  [{ status: "completed", result: { kind: "gave_up", reason: "tired" } }, false],
  [{ status: "finished" }, false],
])("the schema and the code agree about the answer %j", (answer, fits) => {
  expect(holds("answer", answer)).toBe(fits);
  expect(RestAnswer.safeParse(answer).success).toBe(fits);
});
