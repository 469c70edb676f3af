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
import { measureWords, scopeWords } from "./budget-words";

interface BudgetFormProps {
  level: "organization" | "repository";
  /** What is set at this level; null where nobody ever set anything. */
  stored: BudgetLimits | null;
  /** What holds at this level while a field is left empty. */
  inherited: BudgetLimits;
  mayChange: boolean;
  save: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

/** What agents may use. Minutes of a pull request are set with the other settings. */
export function BudgetForm({ level, stored, inherited, mayChange, save }: BudgetFormProps) {
  const [result, submit, isPending] = useActionState(save, null);
  useEffect(() => {
    if (result === null) return;
    if (result.ok) toast.success(result.message);
    else toast.error(result.message);
  }, [result]);
  // A repository has no say in what all of them may use together.
  const scopes = budgetScopes.filter((scope) => level === "organization" || scope !== "organization");
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
            {scopes.map((scope) => (
              <tr key={scope}>
                <th scope="row" className="min-w-40 px-4 py-2.5 text-left font-medium">
                  {scopeWords[scope].title}
                  <span className="block text-xs font-normal text-muted-foreground">
                    {scopeWords[scope].hint}
                  </span>
                </th>
                {budgetMeasures.map((measure) => (
                  <td key={measure} className="px-2 py-2.5 last:pr-4">
                    <Limit scope={scope} measure={measure} stored={stored} inherited={inherited} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </fieldset>
      {mayChange && (
        <div className="flex items-center justify-between gap-3 border-t px-4 py-3">
          <p className="text-xs text-muted-foreground">
            {level === "organization"
              ? "Empty: the default, shown in the field."
              : "Empty: as the organization, shown in the field."}{" "}
            Minutes of a pull request are the setting “Budget”.
          </p>
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
  inherited: BudgetLimits;
}

function Limit({ scope, measure, stored, inherited }: LimitProps) {
  const above = inherited[scope][measure];
  if (scope === "pullRequest" && measure === "minutes")
    return <span className="px-2.5 text-muted-foreground tabular-nums">{above ?? "no limit"}</span>;
  const name = `${scope}.${measure}`;
  return (
    <Input
      // The key makes the field take over what was saved.
      key={stored?.[scope][measure]}
      name={name}
      aria-label={`${measureWords[measure]}: ${scopeWords[scope].title}`}
      inputMode="decimal"
      className="min-w-24"
      defaultValue={stored?.[scope][measure] ?? ""}
      placeholder={above === null ? "no limit" : above.toLocaleString("en-US")}
    />
  );
}
