"use client";

import { useActionState, useEffect, useId } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { classNames } from "../class-names";
import { KeptForm } from "../kept-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";

export interface ConnectFormProps {
  button: string;
  /** The account at the provider; null where the token says it. */
  field: { label: string; hint: string; isRequired: boolean } | null;
  /** Where more than one token is asked for on a page: which one this is. */
  tokenLabel?: string;
  /** How the provider's tokens begin, for the empty field. */
  tokenForm: string | null;
  /** Whether the person is asked when the token ends. */
  asksExpiry: boolean;
  connect: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

/** Takes one token. It is never shown again, not even to who pasted it, and a browser is asked not to keep it. */
export function ConnectForm(props: ConnectFormProps) {
  const { button, field, tokenLabel = "Token", tokenForm, asksExpiry, connect } = props;
  const [result, submit, isPending] = useActionState(connect, null);
  const id = useId();
  const refusal = result === null || result.ok ? null : result.message;

  useEffect(() => {
    if (result?.ok) toast.success(result.message);
  }, [result]);

  return (
    <KeptForm
      action={submit}
      result={result}
      className={classNames(
        "grid items-start gap-x-3 gap-y-2.5 text-xs",
        field !== null || asksExpiry
          ? "md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
          : "md:grid-cols-[minmax(0,1fr)_auto]",
      )}
    >
      {field !== null && (
        <div className="grid gap-1">
          <label htmlFor={`${id}-account`} className="font-medium">
            {field.label}
          </label>
          <Input
            id={`${id}-account`}
            name="account"
            required={field.isRequired}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`${id}-hint`}
          />
          <p id={`${id}-hint`} className="text-muted-foreground">
            {field.hint}
          </p>
        </div>
      )}
      <div className="grid gap-1">
        <label htmlFor={`${id}-token`} className="font-medium">
          {tokenLabel}
        </label>
        <Input
          id={`${id}-token`}
          name="token"
          type="password"
          required
          autoComplete="off"
          spellCheck={false}
          placeholder={tokenForm ?? undefined}
          aria-describedby={refusal === null ? undefined : `${id}-refusal`}
        />
      </div>
      {asksExpiry && (
        <div className="grid gap-1">
          <label htmlFor={`${id}-expires`} className="font-medium">
            Expires on (if it does)
          </label>
          <Input id={`${id}-expires`} name="expiresOn" type="date" />
        </div>
      )}
      <Button type="submit" variant="primary" disabled={isPending} className="justify-self-start md:mt-5">
        {isPending ? "Testing …" : button}
      </Button>
      {refusal !== null && (
        <p id={`${id}-refusal`} role="alert" className="text-[13px] text-danger md:col-span-full">
          {refusal}
        </p>
      )}
    </KeptForm>
  );
}
