import { describe, expect, it } from "vitest";
import { type DecisionFacts, decideNextStep } from "@/lib/domain/decide";
import { defaultPolicy } from "@/lib/domain/policy";

const now = new Date("2026-01-01T12:00:00Z");
const policy = { ...defaultPolicy, automaticRepair: true };

function facts(changes: Partial<DecisionFacts> = {}): DecisionFacts {
  return {
    attempt: 1,
    attemptLimit: 3,
    attemptsSpent: 0,
    attemptsWithoutChange: 0,
    category: "test",
    security: null,
    appliesSuggestion: false,
    intermittent: { verdict: false, confidence: 0, reasons: [] },
    knownFlakyTests: [],
    wordsOfChance: null,
    reruns: { asked: 0, possible: true },
    needsPerson: [],
    grade: { verdict: "sufficient", missing: [] },
    fork: false,
    sandboxIsolates: true,
    agents: [
      { id: "fixers", suits: false, reason: "No fixer mends a test.", runsRepositoryCode: true },
      { id: "search", suits: true, reason: null, runsRepositoryCode: true },
    ],
    budget: { kind: "within", left: { attempts: null, minutes: 30, tokens: null, usd: null } },
    deadlineAt: new Date("2026-01-01T18:00:00Z"),
    startedBy: null,
    ...changes,
  };
}

const decide = (changes: Partial<DecisionFacts> = {}) => decideNextStep(facts(changes), policy, now);

describe("decideNextStep", () => {
  it("asks a person, and says why, where the provider says that only one can help", () => {
    const reason = "CircleCI did not start this job: its context is not allowed here.";
    expect(decide({ needsPerson: [reason, reason], category: "configuration" })).toEqual({
      kind: "escalate",
      reasons: [reason, "No change to the code would help."],
    });
  });

  it("waits for a person where agents do not start by themselves, once for each loop", () => {
    const manual = { ...policy, automaticStart: false };
    const next = decideNextStep(facts(), manual, now);
    expect(next).toMatchObject({ kind: "wait_for_start", agents: ["search"] });
    expect(next.reasons.join(" ")).toContain("a person starts this one");
    expect(decideNextStep(facts({ startedBy: "ada" }), manual, now).kind).toBe("repair");
  });

  it.each([
    ["a rerun", { knownFlakyTests: ["waits for the queue"] }, "rerun"],
    ["a person's help", { needsPerson: ["Its context is not allowed."] }, "escalate"],
  ])("asks nobody to start %s", (_what, changes, kind) => {
    expect(decideNextStep(facts(changes), { ...policy, automaticStart: false }, now).kind).toBe(kind);
  });

  it("lets nobody but a person near a leaked credential, and says to revoke it", () => {
    const leaked = {
      category: "security" as const,
      security: { kind: "secret" as const, places: ["src/a.ts:3"] },
    };
    const next = decide(leaked);
    expect(next.kind).toBe("escalate");
    expect(next.reasons.join(" ")).toMatch(/src\/a\.ts:3.*Revoke it and issue a new one.*lets no agent/);
    const allowed = decideNextStep(facts(leaked), { ...policy, securityRepairs: "all" }, now);
    expect(allowed.kind).toBe("repair");
    expect(allowed.reasons.join(" ")).toContain("Revoke it");
  });

  it("lets agents work on vulnerable dependencies unless the repository says no", () => {
    const audit = { category: "security" as const, security: { kind: "audit" as const, places: [] } };
    expect(decide(audit).kind).toBe("repair");
    expect(decideNextStep(facts(audit), { ...policy, securityRepairs: "none" }, now).kind).toBe("escalate");
  });

  it("sends an ordinary failure to the agents that take it, in the repository's order", () => {
    expect(decide()).toMatchObject({ kind: "repair", agents: ["search"], suggestionOnly: false });
  });

  it.each([
    [
      "the failure's own words",
      { intermittent: { verdict: true, confidence: 0.9, reasons: ["It timed out."] } },
    ],
    ["a test's history", { knownFlakyTests: ["waits for the queue"] }],
    ["the failing test's mention of time", { wordsOfChance: "timed out" }],
    ["a category that code does not mend", { category: "infrastructure" as const }],
  ])("reruns before it repairs when chance is suggested by %s", (_what, changes) => {
    expect(decide(changes).kind).toBe("rerun");
  });

  it("asks for a rerun once only: what fails again is not chance", () => {
    const again = decide({ knownFlakyTests: ["waits for the queue"], reruns: { asked: 1, possible: true } });
    expect(again.kind).toBe("repair");
    expect(again.reasons.join(" ")).toContain("failed again on a rerun");
  });

  it("never lets an agent work on what code does not mend", () => {
    expect(decide({ category: "timeout", reruns: { asked: 1, possible: true } }).kind).toBe("escalate");
    expect(decide({ category: "infrastructure", reruns: { asked: 0, possible: false } }).kind).toBe(
      "escalate",
    );
  });

  it.each([
    ["the attempts", { attemptsSpent: 3, attempt: 4 }],
    ["a budget", { budget: { kind: "spent" as const, reasons: ["The budget is spent."] } }],
    ["the deadline", { deadlineAt: now }],
    ["what the agents can think of", { attemptsWithoutChange: 1 }],
  ])("asks a person when %s is used up", (_what, changes) => {
    expect(decide(changes).kind).toBe("escalate");
  });

  it("says what is missing instead of guessing when the evidence is thin and names nothing", () => {
    const thin = decide({ category: "unknown", grade: { verdict: "thin", missing: ["The log is empty."] } });
    expect(thin).toMatchObject({ kind: "escalate" });
    expect(thin.reasons.join(" ")).toContain("The log is empty.");
  });

  it("offers a fork a suggestion and never a branch", () => {
    expect(decide({ fork: true })).toMatchObject({ kind: "repair", suggestionOnly: true });
  });

  it("does not run a fork's code without walls", () => {
    expect(decide({ fork: true, sandboxIsolates: false }).kind).toBe("hand_over");
  });

  it("changes nothing in observe mode, whatever the failure", () => {
    expect(decideNextStep(facts(), { ...policy, mode: "observe" }, now).kind).toBe("observe");
  });

  it("tells why each agent declined when none takes the failure", () => {
    const none = decide({
      agents: [{ id: "fixers", suits: false, reason: "No fixer mends a test.", runsRepositoryCode: true }],
    });
    expect(none).toMatchObject({ kind: "escalate" });
    expect(none.reasons.join(" ")).toContain("fixers: No fixer mends a test.");
  });
});
