"use client";

import { useActionState } from "react";
import type { ActionResult } from "../action-button";
import { Refusal } from "../refusal";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Input } from "../ui/input";

interface SetupTokenFormProps {
  enter: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

export function SetupTokenForm({ enter }: SetupTokenFormProps) {
  const [result, submit, isPending] = useActionState(enter, null);
  return (
    <Card className="p-4">
      <form action={submit} className="space-y-3">
        <label htmlFor="token" className="block text-[13px] font-medium">
          Setup token
        </label>
        <p id="token-hint" className="text-xs text-pretty text-muted-foreground">
          The server prints it when it starts, below “Regreen is not set up yet”. It opens this page until the
          first organization is connected.
        </p>
        <div className="flex gap-2">
          <Input
            id="token"
            name="token"
            type="password"
            required
            autoFocus
            autoComplete="off"
            aria-describedby="token-hint"
          />
          <Button type="submit" variant="primary" disabled={isPending}>
            {isPending ? "Checking …" : "Open setup"}
          </Button>
        </div>
        <Refusal result={result} />
      </form>
    </Card>
  );
}
