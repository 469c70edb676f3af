import { expect, test } from "vitest";
import { type NextStepFacts, nextStep } from "@/lib/domain/next-step";

const running: NextStepFacts = {
  state: "repairing",
  outcome: null,
  headRef: "feature/cart",
  repairPullRequest: null,
  escalation: null,
  suggestion: null,
};
const ended = (facts: Partial<NextStepFacts>) => nextStep({ ...running, state: "ended", ...facts });

test("while the loop works nobody has to do anything", () => {
  for (const state of ["collecting", "rerunning", "repairing", "validating"] as const)
    expect(nextStep({ ...running, state }).kind, state).toBe("nothing");
});

test("a loop that waits for Start says so", () => {
  expect(nextStep({ ...running, state: "waiting" }).kind).toBe("start");
});

test("a proven repair is read and merged by a person, into the branch that failed", () => {
  const { kind, words } = ended({ outcome: "fixed", repairPullRequest: { number: 7 } });
  expect(kind).toBe("review");
  expect(words).toContain("#7");
  expect(words).toContain("feature/cart");
});

test("what turned green by a rerun asks for nothing", () => {
  expect(ended({ outcome: "fixed" }).kind).toBe("nothing");
});

test("a hand-over that nobody has is there to be taken, and one that somebody has names them", () => {
  for (const state of ["open", "returned"] as const)
    expect(ended({ outcome: "escalated", escalation: { state, takenByLogin: null } }).kind).toBe("take");
  const taken = ended({ outcome: "escalated", escalation: { state: "taken", takenByLogin: "ada" } });
  expect(taken).toEqual({ kind: "nothing", words: "ada has taken it over." });
  expect(ended({ outcome: "escalated", escalation: { state: "closed", takenByLogin: null } }).kind).toBe(
    "nothing",
  );
});

test("a suggestion is applied where Regreen may push, and only read where it may not", () => {
  expect(ended({ outcome: "handed_over", suggestion: { applicable: true } }).kind).toBe("apply");
  expect(ended({ outcome: "handed_over", suggestion: { applicable: false } }).kind).toBe("review");
  expect(ended({ outcome: "handed_over" }).kind).toBe("nothing");
});

test("a patch that the gate held back is for a person to look at", () => {
  expect(ended({ outcome: "blocked" }).kind).toBe("retry");
});
