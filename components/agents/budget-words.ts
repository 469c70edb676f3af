import {
  BudgetLimits,
  type BudgetMeasure,
  type BudgetScope,
  budgetMeasures,
  budgetScopes,
} from "@/lib/domain/budget";

/** What each budget is of, and over which time. */
export const scopeWords: Record<BudgetScope, { title: string; hint: string }> = {
  pullRequest: { title: "A pull request", hint: "Over all loops of its life." },
  day: { title: "A repository's day", hint: "The last 24 hours." },
  organization: { title: "The organization", hint: "The last 30 days." },
};

export const measureWords: Record<BudgetMeasure, string> = {
  attempts: "Attempts",
  minutes: "Minutes",
  tokens: "Tokens",
  usd: "US dollars",
};

/** Limits in one line, as the history of changes shows them: "A repository's day: 3 attempts, 5 US dollars". */
export function limitWords(stored: unknown): string {
  const limits = BudgetLimits.safeParse(stored);
  if (!limits.success) return "not set";
  const scopes = budgetScopes.flatMap((scope) => {
    const set = budgetMeasures.flatMap((measure) => {
      const max = limits.data[scope][measure];
      return max === null ? [] : [`${max.toLocaleString("en-US")} ${lowered(measureWords[measure])}`];
    });
    return set.length === 0 ? [] : [`${scopeWords[scope].title}: ${set.join(", ")}`];
  });
  return scopes.join("; ") || "not set";
}

/** "US" keeps its capitals. */
function lowered(word: string): string {
  return word.startsWith("US") ? word : word.toLowerCase();
}
