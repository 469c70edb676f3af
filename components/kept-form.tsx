"use client";

import { type ComponentProps, type FormEvent, startTransition, useEffect, useRef } from "react";
import type { ActionResult } from "./action-button";

interface KeptFormProps extends Omit<ComponentProps<"form">, "action" | "onSubmit" | "ref"> {
  action: (form: FormData) => void;
  /** What the last sending came to; null before the first. */
  result: ActionResult | null;
}

/**
 * A form that keeps what was typed until the server accepts it. React empties a form with an action after every answer, a
 * refusal too (https://react.dev/reference/react-dom/components/form), unless its submission was prevented; the
 * `action` stays for the time before the page's script runs.
 */
export function KeptForm({ action, result, ...props }: KeptFormProps) {
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (result?.ok) form.current?.reset();
  }, [result]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    startTransition(() => action(sent));
  }

  return <form {...props} ref={form} action={action} onSubmit={submit} />;
}
