"use client";

import { useActionState, useEffect, useId } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { KeptForm } from "../kept-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";

interface TokenFormProps {
  label: string;
  button: string;
  connect: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

/** Takes one token. It is never shown again, and a browser is asked not to keep it. */
export function TokenForm({ label, button, connect }: TokenFormProps) {
  const [result, submit, isPending] = useActionState(connect, null);
  const id = useId();

  useEffect(() => {
    if (result?.ok) toast.success(result.message);
  }, [result]);

  return (
    <KeptForm
      action={submit}
      result={result}
      className="grid gap-3 md:grid-cols-[minmax(0,1fr)_11rem_auto] md:items-end"
    >
      <label htmlFor={`${id}-token`} className="grid gap-1 text-xs font-medium">
        {label}
        <Input
          id={`${id}-token`}
          name="token"
          type="password"
          required
          autoComplete="off"
          spellCheck={false}
          placeholder="CCIPAT_…"
          aria-describedby={result?.ok === false ? `${id}-problem` : undefined}
        />
      </label>
      <label htmlFor={`${id}-expires`} className="grid gap-1 text-xs font-medium">
        Expires on (if it does)
        <Input id={`${id}-expires`} name="expiresOn" type="date" />
      </label>
      <Button type="submit" variant="primary" disabled={isPending}>
        {isPending ? "Asking CircleCI …" : button}
      </Button>
      {result?.ok === false && (
        <p role="alert" id={`${id}-problem`} className="text-xs text-danger md:col-span-3">
          {result.message}
        </p>
      )}
    </KeptForm>
  );
}
