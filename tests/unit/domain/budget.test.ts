import { describe, expect, it } from "vitest";
import {
  BudgetLimits,
  budgetMeasures,
  budgetScopes,
  defaultBudget,
  effectiveBudget,
  judgeBudget,
  type SpendingByScope,
} from "@/lib/domain/budget";

const nothing = { attempts: 0, minutes: 0, tokens: 0, usd: 0 };
const spending: SpendingByScope = { pullRequest: nothing, day: nothing, organization: nothing };
const unlimited = BudgetLimits.parse({});

describe("judgeBudget", () => {
  it.each(budgetScopes.flatMap((scope) => budgetMeasures.map((measure) => [scope, measure] as const)))(
    "stops at the limit of %s in %s, and not one before",
    (scope, measure) => {
      const limits = { ...unlimited, [scope]: { ...unlimited[scope], [measure]: 5 } };
      const at = (spent: number) => ({ ...spending, [scope]: { ...nothing, [measure]: spent } });
      expect(judgeBudget(limits, at(4), false).kind).toBe("within");
      const verdict = judgeBudget(limits, at(5), false);
      expect(verdict.kind).toBe("spent");
      expect(verdict.kind === "spent" && verdict.reasons).toHaveLength(1);
    },
  );

  it("leaves as much as the tightest scope does, and nothing is limited that nobody limits", () => {
    const limits = {
      pullRequest: { ...unlimited.pullRequest, tokens: 1_000 },
      day: { ...unlimited.day, tokens: 10_000 },
      organization: unlimited.organization,
    };
    const spent = { ...spending, day: { ...nothing, tokens: 9_500 } };
    expect(judgeBudget(limits, spent, false)).toEqual({
      kind: "within",
      left: { attempts: null, minutes: null, tokens: 500, usd: null },
    });
  });

  it("does not refuse the last permitted attempt in its own middle", () => {
    const limits = { ...unlimited, pullRequest: { ...unlimited.pullRequest, attempts: 2 } };
    const spent = { ...spending, pullRequest: { ...nothing, attempts: 2 } };
    expect(judgeBudget(limits, spent, true).kind).toBe("within");
    expect(judgeBudget(limits, spent, false).kind).toBe("spent");
  });
});

describe("effectiveBudget", () => {
  const limits = (scope: "pullRequest" | "day" | "organization", attempts: number) =>
    BudgetLimits.parse({ [scope]: { attempts } });

  it("takes each limit from the repository, then the organization, then the default", () => {
    const both = effectiveBudget(limits("day", 20), limits("day", 3));
    expect(both.day.attempts).toBe(3);
    expect(effectiveBudget(limits("day", 20), null).day.attempts).toBe(20);
    expect(effectiveBudget(null, null).day.attempts).toBe(defaultBudget.day.attempts);
  });

  it("lets no repository raise what the organization permits in all", () => {
    const both = effectiveBudget(limits("organization", 50), limits("organization", 5_000));
    expect(both.organization.attempts).toBe(50);
  });
});
