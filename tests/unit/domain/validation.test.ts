import { describe, expect, it } from "vitest";
import { judgeValidation, type ValidationFacts } from "@/lib/domain/validation";

const sameTest = (left: string, right: string) => left === right;
const step = { provider: "github-actions", run: "CI", job: "test", step: "Run npm test" };
const before = { failingTests: ["adds", "subtracts"], failedSteps: [step] };

function facts(changes: Partial<ValidationFacts> = {}): ValidationFacts {
  return {
    commitSha: "c".repeat(40),
    runs: [
      {
        provider: "github-actions",
        externalId: "7",
        name: "CI",
        status: "completed",
        conclusion: "success",
        url: null,
      },
    ],
    jobs: [
      {
        provider: "github-actions",
        run: "CI",
        job: "test",
        conclusion: "success",
        steps: [{ name: "Run npm test", conclusion: "success" }],
      },
    ],
    tests: [
      { test: "adds", status: "passed" },
      { test: "subtracts", status: "passed" },
      { test: "another", status: "passed" },
    ],
    ...changes,
  };
}

describe("judgeValidation", () => {
  it("passes at level tests when every failing test was executed again and passed; more tests are fine", () => {
    expect(judgeValidation(before, facts(), sameTest)).toMatchObject({ outcome: "pass", level: "tests" });
  });

  it.each<[string, NonNullable<ValidationFacts["tests"]>]>([
    ["is missing from the report", [{ test: "adds", status: "passed" }]],
    [
      "was skipped",
      [
        { test: "adds", status: "passed" },
        { test: "subtracts", status: "skipped" },
      ],
    ],
    [
      "still fails",
      [
        { test: "adds", status: "passed" },
        { test: "subtracts", status: "failed" },
      ],
    ],
    [
      "passed once and failed once",
      [
        { test: "adds", status: "passed" },
        { test: "subtracts", status: "passed" },
        { test: "subtracts", status: "failed" },
      ],
    ],
  ])("fails on a green run when a test that failed before %s", (_what, tests) => {
    expect(judgeValidation(before, facts({ tests }), sameTest).outcome).toBe("fail");
  });

  it("fails when any run of the commit is red, even with the same tests green", () => {
    const runs = [
      ...facts().runs,
      {
        provider: "github-actions",
        externalId: "8",
        name: "Lint",
        status: "completed",
        conclusion: "failure",
        url: null,
      },
    ];
    expect(judgeValidation(before, facts({ runs }), sameTest)).toMatchObject({
      outcome: "fail",
      reasons: ["Lint ended with failure."],
    });
  });

  it("never calls a cancelled run a pass", () => {
    const runs = facts().runs.map((run) => ({ ...run, conclusion: "cancelled" }));
    expect(judgeValidation(before, facts({ runs }), sameTest).outcome).toBe("fail");
  });

  it("is inconclusive while a run is going, and when none was seen", () => {
    const runs = facts().runs.map((run) => ({ ...run, status: "in_progress", conclusion: null }));
    expect(judgeValidation(before, facts({ runs }), sameTest)).toMatchObject({
      outcome: "inconclusive",
      level: "none",
    });
    expect(judgeValidation(before, facts({ runs: [] }), sameTest)).toMatchObject({
      outcome: "inconclusive",
      level: "none",
    });
  });

  it("proves a failure without test names by its step, and says so", () => {
    const lint = { failingTests: [], failedSteps: [step] };
    expect(judgeValidation(lint, facts({ tests: null }), sameTest)).toMatchObject({
      outcome: "pass",
      level: "step",
    });
  });

  it("fails when the step that failed before did not run again", () => {
    const jobs = [
      {
        provider: "github-actions",
        run: "CI",
        job: "test",
        conclusion: "success",
        steps: [{ name: "Run npm test", conclusion: "skipped" }],
      },
    ];
    expect(
      judgeValidation({ failingTests: [], failedSteps: [step] }, facts({ jobs, tests: null }), sameTest)
        .outcome,
    ).toBe("fail");
  });
});
