import { z } from "zod";

/** What is limited. An attempt counts when it begins. */
export const budgetMeasures = ["attempts", "minutes", "tokens", "usd"] as const;
export type BudgetMeasure = (typeof budgetMeasures)[number];

/** Over what it is limited: one pull request's life, a repository's last day, an organization's last 30 days. */
export const budgetScopes = ["pullRequest", "day", "organization"] as const;
export type BudgetScope = (typeof budgetScopes)[number];

const limit = (max: number) => z.number().min(0).max(max).nullable().default(null);

/** Null: not limited here. */
const Limits = z.strictObject({
  attempts: limit(100_000),
  minutes: limit(1_000_000),
  tokens: limit(1_000_000_000_000),
  usd: limit(1_000_000),
});
export type Limits = z.infer<typeof Limits>;

const unlimited: Limits = { attempts: null, minutes: null, tokens: null, usd: null };

/** The limits of one level of settings. */
export const BudgetLimits = z.strictObject({
  pullRequest: Limits.default(unlimited),
  day: Limits.default(unlimited),
  organization: Limits.default(unlimited),
});
export type BudgetLimits = z.infer<typeof BudgetLimits>;

/** Wide enough for honest work, narrow enough that a stranger's pull request cannot spend a fortune. */
export const defaultBudget: BudgetLimits = {
  pullRequest: { attempts: 10, minutes: 30, tokens: 5_000_000, usd: null },
  day: { attempts: 200, minutes: 600, tokens: 50_000_000, usd: null },
  organization: unlimited,
};

export type Spending = Record<BudgetMeasure, number>;
export type SpendingByScope = Record<BudgetScope, Spending>;

/** Each limit on its own: the repository's where it sets one, else the organization's, else the default. */
export function effectiveBudget(
  organization: BudgetLimits | null,
  repository: BudgetLimits | null,
  defaults: BudgetLimits = defaultBudget,
): BudgetLimits {
  const levels = [repository, organization, defaults];
  const scopes = budgetScopes.map((scope) => {
    const measures = budgetMeasures.map((measure) => {
      // The organization's own limit holds over all repositories: none may raise it for itself.
      const asked = scope === "organization" ? levels.slice(1) : levels;
      return [
        measure,
        asked.find((level) => (level?.[scope][measure] ?? null) !== null)?.[scope][measure] ?? null,
      ];
    });
    return [scope, Object.fromEntries(measures)];
  });
  return BudgetLimits.parse(Object.fromEntries(scopes));
}

export type BudgetVerdict =
  /** `left` is the tightest of all scopes; null: not limited. */
  { kind: "within"; left: Record<BudgetMeasure, number | null> } | { kind: "spent"; reasons: string[] };

const scopeWords: Record<BudgetScope, string> = {
  pullRequest: "of this pull request",
  day: "of this repository for a day",
  organization: "of the organization for 30 days",
};

function amount(measure: BudgetMeasure, value: number): string {
  switch (measure) {
    case "attempts":
      return value === 1 ? "1 attempt" : `${value} attempts`;
    case "minutes":
      return value === 1 ? "1 agent minute" : `${value} agent minutes`;
    case "tokens":
      return `${value.toLocaleString("en-US")} tokens`;
    case "usd":
      return `$${value.toFixed(2)}`;
  }
}

/**
 * Asked before each call that costs something. `begun` says that the attempt the call belongs to is counted in
 * `spending` already, so that the last permitted attempt is not refused in its own middle.
 */
export function judgeBudget(limits: BudgetLimits, spending: SpendingByScope, begun: boolean): BudgetVerdict {
  const reasons: string[] = [];
  const left: Record<BudgetMeasure, number | null> = {
    attempts: null,
    minutes: null,
    tokens: null,
    usd: null,
  };
  for (const scope of budgetScopes)
    for (const measure of budgetMeasures) {
      const max = limits[scope][measure];
      if (max === null) continue;
      const spent = spending[scope][measure] - (measure === "attempts" && begun ? 1 : 0);
      if (spent >= max)
        reasons.push(
          `The budget ${scopeWords[scope]}, ${amount(measure, max)}, is ${measure === "minutes" ? "spent or held by agents at work" : "spent"}.`,
        );
      const remaining = Math.max(0, max - spent);
      left[measure] = Math.min(left[measure] ?? remaining, remaining);
    }
  return reasons.length > 0 ? { kind: "spent", reasons } : { kind: "within", left };
}
