import { describe, expect, it } from "vitest";
import { withoutSilent } from "@/lib/domain/silent-providers";
import { type FailureBefore, judgeValidation, type ValidationFacts } from "@/lib/domain/validation";

const sameTest = (left: string, right: string) => left === right;

/** One commit that was red on both providers, for the same test. */
const before: FailureBefore = {
  failingTests: ["reorders"],
  failedSteps: [
    { provider: "github-actions", run: "Tests", job: "test", step: "Run tests" },
    { provider: "circleci", run: "tests", job: "tests", step: "Run tests" },
  ],
  greenChecks: [],
};

/** The repaired commit, of which CircleCI says nothing. */
function repairedCommit(changes: Partial<ValidationFacts> = {}): ValidationFacts {
  const passed = { name: "Run tests", conclusion: "success" };
  return {
    commitSha: "c".repeat(40),
    runs: [
      {
        provider: "github-actions",
        kind: "run",
        externalId: "7",
        name: "Tests",
        status: "completed",
        conclusion: "success",
        url: null,
      },
    ],
    requiredChecks: [],
    jobs: [{ provider: "github-actions", run: "Tests", job: "test", conclusion: "success", steps: [passed] }],
    tests: [{ test: "reorders", status: "passed" }],
    ...changes,
  };
}

describe("a provider that says nothing of the repaired commit", () => {
  it("is waited for", () => {
    expect(judgeValidation(before, repairedCommit(), sameTest).outcome).toBe("inconclusive");
  });

  it("is stood in for by the other one, once waiting is over and the same tests passed there", () => {
    const left = withoutSilent(before, repairedCommit(), sameTest);
    expect(left.silent).toEqual(["circleci"]);
    expect(judgeValidation(left.before, repairedCommit(), sameTest)).toMatchObject({
      outcome: "pass",
      level: "tests",
    });
  });

  it.each<[string, ValidationFacts["tests"]]>([
    ["were skipped", [{ test: "reorders", status: "skipped" }]],
    ["were not seen", [{ test: "another", status: "passed" }]],
    ["have no names", null],
  ])("is not stood in for where the failing tests %s", (_what, tests) => {
    const facts = repairedCommit({ tests });
    const left = withoutSilent(before, facts, sameTest);
    expect(left.silent).toEqual([]);
    expect(judgeValidation(left.before, facts, sameTest).outcome).toBe("inconclusive");
  });

  it("never turns the other one's red into a pass", () => {
    const facts = repairedCommit({ tests: [{ test: "reorders", status: "failed" }] });
    expect(judgeValidation(withoutSilent(before, facts, sameTest).before, facts, sameTest).outcome).not.toBe(
      "pass",
    );
  });

  it("is not stood in for by nobody: where all are silent, nothing was seen", () => {
    expect(withoutSilent(before, repairedCommit({ runs: [] }), sameTest).silent).toEqual([]);
  });
});
