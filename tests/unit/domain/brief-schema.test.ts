import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Brief } from "@/lib/domain/brief";
import { briefJsonSchema, briefSchemaPath } from "@/lib/domain/brief-schema";
import { someBrief } from "../../support/factories";

it("the JSON Schema that is served is the one that the code checks", async () => {
  await expect(`${JSON.stringify(briefJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    `../../../public${briefSchemaPath}`,
  );
});

it("the published schema has every agreed field under its agreed name", () => {
  const schema = JSON.parse(readFileSync(`public${briefSchemaPath}`, "utf8"));
  expect(schema.required).toEqual(
    expect.arrayContaining([
      "task",
      "attempt",
      "max_attempts",
      "run_id",
      "commit_sha",
      "branch",
      "failing_tests",
      "failing_step",
      "log_tail",
      "repair_branch",
    ]),
  );
  expect(schema.properties.task.const).toBe("ci-repair");
});

it("every name in a brief is in snake case, at any depth", () => {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === "object" && value !== null)
      for (const [name, item] of Object.entries(value)) {
        names.add(name);
        if (name !== "versions") walk(item);
      }
  };
  walk(Brief.parse(someBrief()));
  expect([...names].filter((name) => !/^[a-z]+(?:_[a-z]+)*$/.test(name))).toEqual([]);
});
