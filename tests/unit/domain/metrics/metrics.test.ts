import { describe, expect, it } from "vitest";
import type { LoopOutcome } from "@/lib/domain/loop";
import { consecutiveGreenRuns } from "@/lib/domain/metrics/consecutive-green-runs";
import { firstRetrySuccess } from "@/lib/domain/metrics/first-retry-success";
import { flakyTests } from "@/lib/domain/metrics/flaky-tests";
import { comparedPeriods, splitPeriod } from "@/lib/domain/metrics/period";
import { resolutionTime } from "@/lib/domain/metrics/resolution-time";

const now = new Date("2026-03-31T00:00:00Z");
const { current, previous } = comparedPeriods(30, now);
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function loop(id: string, outcome: LoopOutcome, minutes: number, attemptsSpent = 1, endedMinutesAgo = 10) {
  return {
    id,
    outcome,
    attemptsSpent,
    createdAt: minutesAgo(endedMinutesAgo + minutes),
    endedAt: minutesAgo(endedMinutesAgo),
  };
}

describe("a period", () => {
  it("is compared with one of the same length that ends where it begins", () => {
    expect(previous.to).toEqual(current.from);
    expect(previous.to.getTime() - previous.from.getTime()).toBe(
      current.to.getTime() - current.from.getTime(),
    );
  });

  it("is split into parts without a gap", () => {
    const parts = splitPeriod(current, 7);
    expect(parts[0]?.from).toEqual(current.from);
    expect(parts.at(-1)?.to).toEqual(current.to);
    for (const [index, part] of parts.slice(1).entries()) expect(part.from).toEqual(parts[index]?.to);
  });
});

describe("resolution time", () => {
  it("is the median over fixed loops only, the mean of the two in the middle for an even number", () => {
    const loops = [
      loop("a", "fixed", 2),
      loop("b", "fixed", 100),
      loop("c", "fixed", 4),
      loop("d", "fixed", 6),
    ];
    expect(resolutionTime([...loops, loop("e", "escalated", 1)], current).medianMs).toBe(5 * 60_000);
    expect(resolutionTime(loops.slice(0, 3), current).medianMs).toBe(4 * 60_000);
  });

  it("says null, not zero, where nothing was fixed", () => {
    expect(resolutionTime([loop("a", "escalated", 1)], current).medianMs).toBeNull();
  });

  it("leaves out what ended outside the period", () => {
    expect(resolutionTime([loop("a", "fixed", 1, 1, 31 * 1_440)], current).rows).toEqual([]);
  });
});

describe("first-retry success", () => {
  it("counts fixed by the first attempt, of fixed and escalated with an attempt spent", () => {
    const loops = [
      loop("first", "fixed", 1, 1),
      loop("second", "fixed", 1, 2),
      loop("limit", "escalated", 1, 3),
      loop("rerun alone", "fixed", 1, 0),
      loop("newer commit", "superseded", 1, 1),
    ];
    const { share, rows } = firstRetrySuccess(loops, current);
    expect(share).toBeCloseTo(1 / 3);
    expect(rows.map((row) => row.id)).toEqual(["first", "second", "limit"]);
  });

  it("says null where no loop counts", () => {
    expect(firstRetrySuccess([], current).share).toBeNull();
  });
});

describe("consecutive green runs", () => {
  const runs = (...conclusions: string[]) =>
    conclusions.map((conclusion, index) => ({
      id: String(index),
      conclusion,
      completedAt: minutesAgo(index + 1),
    }));

  it("counts back to the last red run, over runs that were cancelled or skipped", () => {
    const found = consecutiveGreenRuns(
      runs("success", "cancelled", "success", "failure", "success"),
      current,
    );
    expect(found.current).toBe(2);
    expect(found.rows.map((run) => run.id)).toEqual(["0", "2"]);
  });

  it("keeps the longest row of the period, whatever order the runs come in", () => {
    const newestFirst = runs("failure", "success", "success", "success", "timed_out", "success");
    const found = consecutiveGreenRuns(newestFirst.reverse(), current);
    expect(found).toMatchObject({ current: 0, longest: 3 });
  });

  it("is broken by a conclusion that nobody knows", () => {
    expect(consecutiveGreenRuns(runs("success", "exploded", "success"), current).current).toBe(1);
  });
});

describe("flaky tests", () => {
  const seen = (test: string, headSha: string, outcome: "pass" | "fail", repositoryId = "shop") => ({
    test,
    headSha,
    outcome,
    repositoryId,
    observedAt: minutesAgo(5),
  });

  it("are those that passed and failed on one commit", () => {
    const found = flakyTests(
      [seen("clock", "a", "pass"), seen("clock", "a", "fail"), seen("clock", "b", "pass")],
      current,
    );
    expect(found).toMatchObject([{ test: "clock", commits: ["a"], passes: 2, fails: 1 }]);
  });

  it("are not those that failed on one commit and passed on the next", () => {
    expect(flakyTests([seen("cart", "a", "fail"), seen("cart", "b", "pass")], current)).toEqual([]);
  });

  it("are told apart by repository", () => {
    expect(
      flakyTests([seen("same name", "a", "fail"), seen("same name", "a", "pass", "other")], current),
    ).toEqual([]);
  });
});
