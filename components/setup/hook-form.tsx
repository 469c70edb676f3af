"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { KeptForm } from "../kept-form";
import { Refusal } from "../refusal";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Input } from "../ui/input";
import { RelayHint } from "./relay-hint";

interface HookFormProps {
  /** Where GitHub delivers to now; null for nowhere. */
  current: string | null;
  ownHookUrl: string;
  /** Whether GitHub could deliver to our own address. */
  reachable: boolean;
  point: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

/** Moves the app's webhook, for when this installation gets another address or a relay. */
export function HookForm({ current, ownHookUrl, reachable, point }: HookFormProps) {
  const [result, submit, isPending] = useActionState(point, null);

  useEffect(() => {
    if (result?.ok) toast.success(result.message);
  }, [result]);

  return (
    <Card>
      <CardHeader title="Webhook address" hint={current === null ? "None yet" : "Where GitHub delivers to"} />
      <KeptForm action={submit} result={result} className="space-y-3 p-4">
        <div className="flex gap-2">
          <Input
            // The key makes the field take over what is in force after a change.
            key={current ?? ""}
            name="address"
            aria-label="Webhook address"
            aria-describedby={reachable ? undefined : "hook-hint"}
            inputMode="url"
            required
            placeholder="https://…"
            defaultValue={current ?? (reachable ? ownHookUrl : "")}
          />
          <Button type="submit" disabled={isPending}>
            {isPending ? "Asking GitHub …" : "Deliver here"}
          </Button>
        </div>
        {!reachable && <RelayHint id="hook-hint" ownHookUrl={ownHookUrl} />}
        <Refusal result={result} />
      </KeptForm>
    </Card>
  );
}
