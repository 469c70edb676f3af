import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { failureArtifactJsonSchema, failureArtifactSchemaPath } from "@/lib/domain/failure-artifact-schema";

it("the JSON Schema that is served is the one by which artifacts are read", async () => {
  await expect(`${JSON.stringify(failureArtifactJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    `../../../public${failureArtifactSchemaPath}`,
  );
});

it("the published schema has every agreed field of the run and of a job under its agreed name", () => {
  const schema = JSON.parse(readFileSync(`public${failureArtifactSchemaPath}`, "utf8"));
  expect(schema.required).toEqual(
    expect.arrayContaining(["run_id", "run_attempt", "commit_sha", "branch", "jobs"]),
  );
  expect(schema.properties.jobs.items.required).toEqual(
    expect.arrayContaining(["job", "step", "exit_code", "failing_tests", "log_tail", "environment"]),
  );
  expect(schema.properties.kind.const).toBe("regreen-failure");
});
