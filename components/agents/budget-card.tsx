import type { ComponentProps } from "react";
import type { BudgetLimits } from "@/lib/domain/budget";
import { Card, CardHeader } from "../ui/card";
import { BudgetForm } from "./budget-form";

interface BudgetCardProps extends Omit<ComponentProps<typeof BudgetForm>, "inherited"> {
  /** What holds at this level while a field is left empty. */
  inherited: BudgetLimits;
  /** Of a pull request: they are set with the other settings. */
  minutes: number;
}

export function BudgetCard({ inherited, minutes, ...form }: BudgetCardProps) {
  return (
    <Card aria-labelledby="budgets">
      <CardHeader id="budgets" title="Budgets" hint="Asked before each call, enforced in the middle of one" />
      <BudgetForm
        {...form}
        inherited={{ ...inherited, pullRequest: { ...inherited.pullRequest, minutes } }}
      />
    </Card>
  );
}
