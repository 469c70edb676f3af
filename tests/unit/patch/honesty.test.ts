import { describe, expect, it } from "vitest";
import { benign, cheating, type PatchCase } from "@/tests/support/patch/honesty-cases";
import { gateOf } from "@/tests/support/patch/trees";

function verdictOf({ path, before, after, category }: PatchCase) {
  return gateOf({ [path]: before }, after === "" ? {} : { [path]: after }, { category: category ?? "test" });
}

const byName = (cases: PatchCase[]) => cases.map((one): [string, PatchCase] => [one.name, one]);

describe("the gate's honesty rules", () => {
  it.each(byName(cheating))("block a patch that cheats: %s", async (_, one) => {
    const { verdict, findings } = await verdictOf(one);
    expect({ verdict, findings }).toMatchObject({ verdict: "blocked" });
  });

  it.each(byName(benign))("let a fair patch through: %s", async (_, one) => {
    const { verdict, findings } = await verdictOf(one);
    expect({ verdict, findings: findings.filter(({ severity }) => severity === "block") }).toEqual({
      verdict: "allowed",
      findings: [],
    });
  });

  it("name the line of the changed expectation and its value", async () => {
    const before = "test('a', () => {\n  expect(f()).toBe(5);\n});\n";
    const { findings } = await gateOf({ "a.test.js": before }, { "a.test.js": before.replace("5", "6") });
    expect(findings).toEqual([
      {
        rule: "weakened-tests",
        severity: "block",
        path: "a.test.js",
        line: 2,
        reason: "The expected value 5 was changed or removed.",
      },
    ]);
  });
});
