import { describe, expect, it } from "vitest";
import {
  LocalProof,
  LocalProofRun,
  newlyFailing,
  type SeenRun,
  seenWords,
  showsFailure,
} from "@/lib/domain/local-proof";

const run = (over: Partial<SeenRun>): SeenRun => ({
  exitCode: 1,
  timedOut: false,
  failingTests: [],
  missing: null,
  ...over,
});
const inCi = { tests: ["tests/test_money.py::test_rounds"], exitCode: 1 };

describe("a run on the failing commit", () => {
  it.each([
    ["names the test that failed in CI", run({ failingTests: ["test_money.py::test_rounds"] }), "tests"],
    [
      "names it although something else is missing",
      run({ failingTests: ["tests/test_money.py::test_rounds"], missing: "No module named x" }),
      "tests",
    ],
  ])("shows the failure where it %s", (_, seen, level) => {
    expect(showsFailure(seen, inCi)).toEqual({ shown: true, level });
  });

  it("shows it by its exit code where CI named no test", () => {
    expect(showsFailure(run({ exitCode: 2 }), { tests: [], exitCode: 2 })).toEqual({
      shown: true,
      level: "step",
    });
  });

  it.each([
    ["passes", run({ exitCode: 0 }), inCi, "passes here"],
    ["times out", run({ exitCode: null, timedOut: true }), inCi, "in time"],
    ["cannot start", run({ exitCode: 127 }), inCi, "cannot be started"],
    ["misses a package", run({ missing: "Cannot find module 'left-pad'" }), inCi, "left-pad"],
    [
      "fails by another test",
      run({ failingTests: ["tests/test_net.py::test_socket"] }),
      inCi,
      "without naming",
    ],
    ["ends with another code than in CI", run({ exitCode: 3 }), { tests: [], exitCode: 1 }, "in CI with 1"],
  ])("shows nothing where it %s, and says so", (_, seen, expected, words) => {
    expect(showsFailure(seen, expected)).toEqual({ shown: false, reason: expect.stringContaining(words) });
  });
});

it("a test that failed before as well is not newly failing", () => {
  const before = run({ failingTests: ["a.test.ts > one", "a.test.ts > two"] });
  const after = run({ failingTests: ["a.test.ts > two", "a.test.ts > three"] });
  expect(newlyFailing(before, after)).toEqual(["a.test.ts > three"]);
});

it("a proof stored before there were levels is still read", () => {
  const stored = {
    verdict: "proven",
    reason: "npm test: failed before the repair, passes after it.",
    runs: [{ command: "npm test", exitCodeBefore: 1, exitCodeAfter: 0, secondsAfter: 1 }],
  };
  expect(LocalProof.parse(stored)).toMatchObject({ level: "none", runs: [{ kind: "step", runsAfter: 1 }] });
});

describe("what a proof saw", () => {
  it.each([
    ["tests", "tests", "the tests by name"],
    ["step", "step", "the step by its exit code"],
    ["step", "lock_file", "the lock file's own check"],
    ["none", "step", null],
  ] as const)("is told at level %s after a command of kind %s as: %s", (level, kind, words) => {
    const once = { command: "it", kind, exitCodeBefore: 1, exitCodeAfter: 0, secondsAfter: 1 };
    expect(seenWords({ level, runs: [LocalProofRun.parse(once)] })).toBe(words);
  });
});
