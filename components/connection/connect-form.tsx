"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { KeptForm } from "../kept-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";

interface ConnectFormProps {
  provider: string;
  title: string;
  field: { label: string; hint: string; isRequired: boolean };
  connect: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

/** Account and token of one provider. The token is never shown again, not even to who pasted it. */
export function ConnectForm({ provider, title, field, connect }: ConnectFormProps) {
  const [result, submit, isPending] = useActionState(connect, null);

  const refusal = result === null || result.ok ? null : result.message;

  useEffect(() => {
    if (result?.ok) toast.success(result.message);
  }, [result]);

  return (
    <KeptForm
      action={submit}
      result={result}
      className="grid gap-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_10rem]"
    >
      <input type="hidden" name="provider" value={provider} />
      <div>
        <label htmlFor={`${provider}-account`} className="text-xs font-medium">
          {field.label}
        </label>
        <Input
          id={`${provider}-account`}
          name="account"
          required={field.isRequired}
          autoComplete="off"
          className="mt-1"
          aria-describedby={`${provider}-hint`}
        />
        <p id={`${provider}-hint`} className="mt-1 text-xs text-muted-foreground">
          {field.hint}
        </p>
      </div>
      <div>
        <label htmlFor={`${provider}-token`} className="text-xs font-medium">
          Token
        </label>
        <Input
          id={`${provider}-token`}
          name="token"
          type="password"
          required
          autoComplete="off"
          className="mt-1"
          aria-describedby={refusal === null ? undefined : `${provider}-refusal`}
        />
      </div>
      <Button type="submit" variant="primary" disabled={isPending} className="md:mt-6">
        {isPending ? "Testing …" : `Connect ${title}`}
      </Button>
      {refusal !== null && (
        <p id={`${provider}-refusal`} role="alert" className="text-[13px] text-danger md:col-span-3">
          {refusal}
        </p>
      )}
    </KeptForm>
  );
}
