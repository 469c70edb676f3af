import { describe, expect, it } from "vitest";
import {
  type FailureBefore,
  judgeValidation,
  type SeenRun,
  type ValidationFacts,
} from "@/lib/domain/validation";

const sameTest = (left: string, right: string) => left === right;
const step = { provider: "github-actions", run: "CI", job: "test", step: "Run npm test" };
const before: FailureBefore = { failingTests: ["adds", "subtracts"], failedSteps: [step], greenChecks: [] };
const lintBefore: FailureBefore = { failingTests: [], failedSteps: [step], greenChecks: [] };

function run(changes: Partial<SeenRun> = {}): SeenRun {
  return {
    provider: "github-actions",
    kind: "run",
    externalId: "7",
    name: "CI",
    status: "completed",
    conclusion: "success",
    url: null,
    ...changes,
  };
}

function check(name: string, conclusion: string | null): SeenRun {
  const status = conclusion === null ? "in_progress" : "completed";
  return run({ provider: "github-checks", kind: "check", externalId: name, name, status, conclusion });
}

function facts(changes: Partial<ValidationFacts> = {}): ValidationFacts {
  return {
    commitSha: "c".repeat(40),
    runs: [run()],
    requiredChecks: [],
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
    const runs = [run(), run({ externalId: "8", name: "Lint", conclusion: "failure" })];
    expect(judgeValidation(before, facts({ runs }), sameTest)).toMatchObject({
      outcome: "fail",
      reasons: ["Lint ended with failure."],
    });
  });

  it("never calls a cancelled run a pass", () => {
    expect(
      judgeValidation(before, facts({ runs: [run({ conclusion: "cancelled" })] }), sameTest),
    ).toMatchObject({ outcome: "inconclusive", reasons: [expect.stringContaining("run it again")] });
  });

  it("is inconclusive while a run is going, and when none was seen", () => {
    const runs = [run({ status: "in_progress", conclusion: null })];
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
    expect(judgeValidation(lintBefore, facts({ tests: null }), sameTest)).toMatchObject({
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
    expect(judgeValidation(lintBefore, facts({ jobs, tests: null }), sameTest).outcome).toBe("fail");
  });
});

describe("checks of other services", () => {
  const failed = { provider: "github-checks", run: "Quality", job: "Quality", step: null };
  const quality: FailureBefore = { failingTests: [], failedSteps: [failed], greenChecks: ["Preview"] };
  const jobs = [
    { provider: "github-checks", run: "Quality", job: "Quality", conclusion: "success", steps: [] },
  ];

  it("that were red must report again and be green", () => {
    const seen = (runs: SeenRun[]) => judgeValidation(quality, facts({ runs, jobs, tests: null }), sameTest);
    expect(seen([run()])).toMatchObject({
      outcome: "inconclusive",
      reasons: ["Quality was red before and has not reported on the repaired commit."],
    });
    expect(seen([run(), check("Quality", null)]).outcome).toBe("inconclusive");
    expect(seen([run(), check("Quality", "failure")]).outcome).toBe("fail");
    expect(seen([run(), check("Quality", "success")]).outcome).toBe("pass");
  });

  it("that were green count when the repair breaks them", () => {
    const runs = [run(), check("Quality", "success"), check("Preview", "failure")];
    expect(judgeValidation(quality, facts({ runs, jobs, tests: null }), sameTest)).toMatchObject({
      outcome: "fail",
      reasons: ["Preview ended with failure."],
    });
  });

  it("that said nothing of the pull request are neither waited for nor held against the repair", () => {
    for (const conclusion of ["failure", null]) {
      const runs = [run(), check("Never here before", conclusion)];
      expect(judgeValidation(before, facts({ runs }), sameTest).outcome).toBe("pass");
    }
  });
});

describe("required checks", () => {
  const required = (status: string, conclusion: string | null) =>
    judgeValidation(before, facts({ requiredChecks: [{ name: "build", status, conclusion }] }), sameTest);

  it.each(["failure", "timed_out", "startup_failure"])("keep a repair from being called fixed: %s", (end) => {
    expect(required("completed", end).outcome).toBe("fail");
  });

  it("are waited for", () => {
    expect(required("in_progress", null).outcome).toBe("inconclusive");
  });

  it("that are green let it pass", () => {
    expect(required("completed", "success").outcome).toBe("pass");
  });
});

describe("every combination of three ends", () => {
  const ends = [
    "success",
    "neutral",
    "skipped",
    "failure",
    "timed_out",
    "startup_failure",
    "cancelled",
    "stale",
    "action_required",
    "a word of tomorrow",
    null,
  ];
  const green = new Set<string | null>(["success", "neutral", "skipped"]);
  const red = new Set<string | null>(["failure", "timed_out", "startup_failure"]);

  it("passes only when all are green, and fails whenever one that ended is red", () => {
    for (const first of ends)
      for (const second of ends)
        for (const third of ends)
          for (const where of ["run", "required"] as const) {
            const conclusions = [first, second, third];
            const status = (conclusion: string | null) => (conclusion === null ? "in_progress" : "completed");
            const changes: Partial<ValidationFacts> =
              where === "run"
                ? {
                    runs: conclusions.map((conclusion, index) =>
                      run({
                        externalId: `${index}`,
                        name: index === 0 ? "CI" : `Run ${index}`,
                        conclusion,
                        status: status(conclusion),
                      }),
                    ),
                  }
                : {
                    requiredChecks: conclusions.map((conclusion, index) => ({
                      name: `check ${index}`,
                      conclusion,
                      status: status(conclusion),
                    })),
                  };
            const { outcome } = judgeValidation(before, facts(changes), sameTest);
            const told = `${where} ${conclusions.join(", ")}`;
            if (conclusions.includes(null)) expect(outcome, told).toBe("inconclusive");
            else if (conclusions.some((end) => red.has(end))) expect(outcome, told).toBe("fail");
            else if (where === "run" && !conclusions.every((end) => green.has(end)))
              expect(outcome, told).toBe("inconclusive");
            else expect(outcome, told).toBe("pass");
          }
  });
});
