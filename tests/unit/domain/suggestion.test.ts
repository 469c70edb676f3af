import { expect, it } from "vitest";
import { judgeSuggestion, type SuggestionFacts } from "@/lib/domain/suggestion";

const facts: SuggestionFacts = {
  suggested: true,
  fork: false,
  applied: false,
  pullRequestOpen: true,
  beingRepaired: false,
  madeForSha: "a".repeat(40),
  headSha: "a".repeat(40),
};

it("is applicable while the pull request stands where the patch was made", () => {
  expect(judgeSuggestion(facts)).toEqual({ kind: "applicable" });
});

it("is none where the loop suggested nothing, whatever else holds", () => {
  expect(judgeSuggestion({ ...facts, suggested: false, applied: true })).toEqual({ kind: "none" });
});

it.each([
  [{ fork: true }, "comes from a fork"],
  [{ applied: true }, "was applied before"],
  [{ pullRequestOpen: false }, "is closed"],
  [{ headSha: "b".repeat(40) }, "moved on to bbbbbbb since the patch was made for aaaaaaa"],
  [{ beingRepaired: true }, "Another loop works"],
] as const)("is held back with the reason where %o", (changed, words) => {
  expect(judgeSuggestion({ ...facts, ...changed })).toEqual({
    kind: "held",
    reason: expect.stringContaining(words),
  });
});
