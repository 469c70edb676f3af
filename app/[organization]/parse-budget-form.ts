import { BudgetLimits, budgetMeasures, budgetScopes } from "@/lib/domain/budget";

/** Told where a limit is no number. */
export const unreadableBudget = "Nothing was saved: each limit is a number or empty.";

/** The limits that a person wrote into the form. Empty and absent fields are not set; null where one is no number. */
export function parseBudgetForm(form: FormData): BudgetLimits | null {
  const scopes = budgetScopes.map((scope) => {
    const measures = budgetMeasures.map((measure) => [measure, limitIn(form, `${scope}.${measure}`)]);
    return [scope, Object.fromEntries(measures)];
  });
  return BudgetLimits.safeParse(Object.fromEntries(scopes)).data ?? null;
}

/** A word stays a word, so that the schema refuses it. */
function limitIn(form: FormData, name: string): number | string | null {
  const text = String(form.get(name) ?? "").trim();
  if (text === "") return null;
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
