import { describe, expect, it } from "vitest";
import { type EligibilityFacts, judgeEligibility } from "@/lib/domain/eligibility";
import { defaultPolicy } from "@/lib/domain/policy";

const now = new Date("2026-01-01T12:00:00Z");
const policy = { ...defaultPolicy, automaticRepair: true };
const writer = { login: "will", bot: false, role: "write", mayWrite: true };
const reader = { login: "oscar", bot: false, role: "read", mayWrite: false };
const app = { login: "renovate[bot]", bot: true, role: "app", mayWrite: true };
const pullRequest = {
  open: true,
  headSha: "a".repeat(40),
  headRef: "feature",
  fork: false,
  repairsStopped: false,
  labels: [] as string[],
  author: writer,
  pusher: writer,
  pathsMatch: true,
  spentBudgets: [] as string[],
  loopsToday: 0,
};

function facts(changes: Partial<EligibilityFacts> = {}): EligibilityFacts {
  return {
    headSha: "a".repeat(40),
    pullRequest,
    repository: { archived: false, removed: false },
    organization: { suspended: false, removed: false },
    repairBranchPrefix: "ci-repair/",
    mergeQueueBranch: null,
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
    ["merge_queue", { mergeQueueBranch: "gh-readonly-queue/main/pr-1-abc", pullRequest: null }],
    ["author_may_not_write", { pullRequest: { ...pullRequest, author: reader } }],
    ["pusher_may_not_write", { pullRequest: { ...pullRequest, pusher: reader } }],
    ["paths_unmatched", { pullRequest: { ...pullRequest, pathsMatch: false } }],
    ["bot_loop", { pullRequest: { ...pullRequest, pusher: app, loopsToday: 3 } }],
    ["over_budget", { pullRequest: { ...pullRequest, spentBudgets: ["The 30 agent minutes are spent."] } }],
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

describe("labels", () => {
  const labelled = (...labels: string[]) => facts({ pullRequest: { ...pullRequest, labels } });

  it("that the settings ask for must be there, however they are written", () => {
    const asking = { ...policy, requiredLabel: "Regreen" };
    expect(judgeEligibility(labelled("docs"), asking)).toMatchObject({ code: "label_missing" });
    expect(judgeEligibility(labelled("docs", "regreen"), asking).kind).toBe("repair");
  });

  it("that the settings name as blocking win over those they ask for", () => {
    const both = { ...policy, requiredLabel: "regreen", blockingLabel: "hands off" };
    expect(judgeEligibility(labelled("regreen", "Hands off"), both)).toMatchObject({ code: "label_blocks" });
  });
});

describe("people", () => {
  it("without write access may have a fork's pull request suggested to, since nothing is pushed for it", () => {
    const fork = { ...pullRequest, fork: true, author: reader, pusher: reader };
    expect(judgeEligibility(facts({ pullRequest: fork }), policy).kind).toBe("repair");
  });

  it("who push as apps have loops, but not without end", () => {
    const pushed = (loopsToday: number) =>
      facts({ pullRequest: { ...pullRequest, pusher: app, loopsToday } });
    expect(judgeEligibility(pushed(2), policy).kind).toBe("repair");
    expect(judgeEligibility(pushed(3), policy)).toMatchObject({ code: "bot_loop" });
  });
});
