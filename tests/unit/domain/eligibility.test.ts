import { describe, expect, it } from "vitest";
import { type EligibilityFacts, judgeEligibility } from "@/lib/domain/eligibility";
import { defaultPolicy } from "@/lib/domain/policy";

const now = new Date("2026-01-01T12:00:00Z");
const policy = { ...defaultPolicy, automaticRepair: true };
const pullRequest = {
  open: true,
  headSha: "a".repeat(40),
  headRef: "feature",
  fork: false,
  repairsStopped: false,
};

function facts(changes: Partial<EligibilityFacts> = {}): EligibilityFacts {
  return {
    headSha: "a".repeat(40),
    pullRequest,
    repository: { archived: false, removed: false },
    organization: { suspended: false, removed: false },
    repairBranchPrefix: "ci-repair/",
    openLoopId: null,
    endedLoopForTrigger: false,
    lastLoopStartedAt: null,
    failingRuns: 1,
    now,
    ...changes,
  };
}

describe("judgeEligibility", () => {
  it("takes up a red head commit of an open pull request where repair is on", () => {
    expect(judgeEligibility(facts(), policy)).toEqual({ kind: "repair" });
  });

  it.each<[string, Partial<EligibilityFacts>]>([
    ["no_pull_request", { pullRequest: null }],
    ["organization_inactive", { organization: { suspended: true, removed: false } }],
    ["repository_inactive", { repository: { archived: true, removed: false } }],
    ["our_branch", { pullRequest: { ...pullRequest, headRef: "ci-repair/loop1" } }],
    ["pull_request_closed", { pullRequest: { ...pullRequest, open: false } }],
    ["outdated_commit", { pullRequest: { ...pullRequest, headSha: "b".repeat(40) } }],
    ["stopped_by_person", { pullRequest: { ...pullRequest, repairsStopped: true } }],
    ["already_fixing", { openLoopId: "loop1" }],
    ["already_handled", { endedLoopForTrigger: true }],
    ["turned_green", { failingRuns: 0 }],
  ])("refuses with %s and a reason in words", (code, changes) => {
    const verdict = judgeEligibility(facts(changes), policy);
    expect(verdict).toMatchObject({ kind: "refuse", code });
    expect(verdict.kind === "refuse" && verdict.reason.endsWith(".")).toBe(true);
  });

  it("is off by default", () => {
    expect(judgeEligibility(facts(), defaultPolicy)).toMatchObject({ kind: "refuse", code: "switched_off" });
  });

  it("waits until loops of one pull request are five minutes apart", () => {
    const lastLoopStartedAt = new Date("2026-01-01T11:57:00Z");
    expect(judgeEligibility(facts({ lastLoopStartedAt }), policy)).toMatchObject({
      kind: "wait",
      until: new Date("2026-01-01T12:02:00Z"),
    });
    expect(
      judgeEligibility(facts({ lastLoopStartedAt: new Date("2026-01-01T11:55:00Z") }), policy).kind,
    ).toBe("repair");
  });
});
