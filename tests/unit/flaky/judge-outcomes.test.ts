import { describe, expect, test } from "vitest";
import { failureRateInterval } from "@/lib/flaky/interval";
import { judgeOutcomes, type TestRunOutcome } from "@/lib/flaky/judge-outcomes";

/** `"PF P"`: a commit with a pass and a failure, then a commit with a pass. */
function history(text: string): TestRunOutcome[] {
  return text
    .split(" ")
    .flatMap((runs, index) =>
      [...runs].map(
        (run): TestRunOutcome => ({ sha: `commit-${index}`, outcome: run === "P" ? "pass" : "fail" }),
      ),
    );
}

describe("the verdict on a history, oldest commit first", () => {
  test.each([
    ["flaky", "PF", "both outcomes on one commit are proof"],
    ["flaky", "PPPPPPPPPF", "one failure of ten on one commit is enough"],
    ["flaky", "P PF P P P P P", "also when it has passed since"],
    ["flaky", "PF F", "a failure since is no surprise for it"],
    ["flaky", "P F P F P F P", "nobody breaks and mends a test three times in a row"],
    ["broken", "P P FF", "every run of the newest commit failed"],
    ["broken", "FFF", "it never passed"],
    ["broken", "P F F", "on two commits, once each"],
    ["broken", "PPPPPPPPPF FFFFF FFFFF", "flaky once, but no bad luck lasts this long"],
    ["stable", "PPPPP", "five passes"],
    ["stable", "P FF FF PPP PP", "a commit broke it, another mended it"],
    ["insufficient", "PP", "two passes say little"],
    ["insufficient", "PPPPPP F", "one failure on a new commit may be either"],
    ["insufficient", "FF P", "mended, but seen only once since"],
  ])("%s: %s, %s", (verdict, runs) => {
    expect(judgeOutcomes(history(runs)).verdict).toBe(verdict);
  });

  test("no runs, no verdict, every rate possible", () => {
    expect(judgeOutcomes([])).toMatchObject({ verdict: "insufficient", rate: 0, low: 0, high: 1 });
  });

  test("runs of one commit count together wherever they stand", () => {
    const rerun: TestRunOutcome[] = [
      { sha: "a", outcome: "fail" },
      { sha: "b", outcome: "pass" },
      { sha: "a", outcome: "pass" },
    ];
    expect(judgeOutcomes(rerun).verdict).toBe("flaky");
  });
});

describe("the interval of the failure rate", () => {
  test.each([
    [0, 10, 0, 0.3085],
    [1, 10, 0.0025, 0.445],
    [5, 10, 0.1871, 0.8129],
    [10, 10, 0.6915, 1],
  ])("%i of %i agrees with Clopper and Pearson's table", (failures, runs, low, high) => {
    const interval = failureRateInterval(failures, runs);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  test("it does not jump where the cheaper formula takes over", () => {
    const exact = failureRateInterval(100, 1000);
    const cheap = failureRateInterval(100, 1001);
    expect(Math.abs(exact.low - cheap.low)).toBeLessThan(0.002);
    expect(Math.abs(exact.high - cheap.high)).toBeLessThan(0.002);
  });
});
