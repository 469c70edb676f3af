import { expect, it } from "vitest";
import { type FollowUpFacts, judgeFollowUp } from "@/lib/domain/follow-up-task";

const facts: FollowUpFacts = {
  pullRequestOpen: true,
  merged: false,
  headIsGreen: false,
  headSha: "new",
  loopHeadSha: "old",
  repairPullRequest: null,
  loopOpen: false,
};

it.each<[string, Partial<FollowUpFacts>, string]>([
  ["merged", { merged: true, pullRequestOpen: false }, "resolved"],
  ["closed", { pullRequestOpen: false }, "resolved"],
  ["green", { headIsGreen: true }, "resolved"],
  ["worked on by a loop", { loopOpen: true }, "waiting_for_person"],
  ["repaired and not reviewed", { repairPullRequest: { open: true, merged: false } }, "waiting_for_person"],
  ["red on the commit whose loop has ended", { headSha: "old" }, "waiting_for_person"],
  ["still tested on a newer commit", { headIsGreen: null }, "waiting_for_person"],
  ["red on a newer commit", {}, "repeat"],
])("a pull request that is %s is %o: %s", (_what, changes, kind) => {
  expect(judgeFollowUp({ ...facts, ...changes }).kind).toBe(kind);
});

it("a commit that CI has not ended on is never called red", () => {
  expect(judgeFollowUp({ ...facts, headIsGreen: null }).reason).not.toContain("it is red");
});
