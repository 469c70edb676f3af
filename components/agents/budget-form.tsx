"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import {
  type BudgetLimits,
  type BudgetMeasure,
  type BudgetScope,
  budgetMeasures,
  budgetScopes,
} from "@/lib/domain/budget";
import type { ActionResult } from "../action-button";
import { KeptForm } from "../kept-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";

interface BudgetFormProps {
  stored: BudgetLimits | null;
  effective: BudgetLimits;
  mayChange: boolean;
  save: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

const scopeWords: Record<BudgetScope, { title: string; hint: string }> = {
  pullRequest: { title: "A pull request", hint: "Over all loops of its life." },
  day: { title: "A repository's day", hint: "The last 24 hours." },
  organization: { title: "The organization", hint: "The last 30 days." },
};

const measureWords: Record<BudgetMeasure, string> = {
  attempts: "Attempts",
  minutes: "Minutes",
  tokens: "Tokens",
  usd: "US dollars",
};

/** What agents may use. Minutes of a pull request are set with the other settings. */
export function BudgetForm({ stored, effective, mayChange, save }: BudgetFormProps) {
  const [result, submit, isPending] = useActionState(save, null);
  useEffect(() => {
    if (result === null) return;
    if (result.ok) toast.success(result.message);
    else toast.error(result.message);
  }, [result]);
  return (
    <KeptForm action={submit} result={result}>
      <fieldset disabled={!mayChange || isPending} aria-label="Budgets" className="min-w-0 overflow-x-auto">
        <table className="w-full text-[13px]">
          <thead className="text-xs text-muted-foreground">
            <tr>
              <td />
              {budgetMeasures.map((measure) => (
                <th key={measure} scope="col" className="px-2 py-2 text-left font-medium last:pr-4">
                  {measureWords[measure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {budgetScopes.map((scope) => (
              <tr key={scope}>
                <th scope="row" className="min-w-40 px-4 py-2.5 text-left font-medium">
                  {scopeWords[scope].title}
                  <span className="block text-xs font-normal text-muted-foreground">
                    {scopeWords[scope].hint}
                  </span>
                </th>
                {budgetMeasures.map((measure) => (
                  <td key={measure} className="px-2 py-2.5 last:pr-4">
                    <Limit scope={scope} measure={measure} stored={stored} effective={effective} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </fieldset>
      {mayChange && (
        <div className="flex items-center justify-between gap-3 border-t px-4 py-3">
          <p className="text-xs text-muted-foreground">Empty: the default, shown in the field.</p>
          <Button type="submit" variant="primary" disabled={isPending}>
            {isPending ? "Saving …" : "Save"}
          </Button>
        </div>
      )}
    </KeptForm>
  );
}

interface LimitProps {
  scope: BudgetScope;
  measure: BudgetMeasure;
  stored: BudgetLimits | null;
  effective: BudgetLimits;
}

function Limit({ scope, measure, stored, effective }: LimitProps) {
  const inForce = effective[scope][measure];
  if (scope === "pullRequest" && measure === "minutes")
    return <span className="px-2.5 text-muted-foreground">{inForce ?? "none"}</span>;
  const name = `${scope}.${measure}`;
  return (
    <Input
      name={name}
      aria-label={`${measureWords[measure]}: ${scopeWords[scope].title}`}
      inputMode="decimal"
      className="min-w-24"
      defaultValue={stored?.[scope][measure] ?? ""}
      placeholder={inForce === null ? "no limit" : String(inForce)}
    />
  );
}
