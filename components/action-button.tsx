"use client";

import { type ComponentProps, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "./ui/button";

/** What an action answers: what happened, or what stood in the way, in words for the person who asked. */
export interface ActionResult {
  ok: boolean;
  message: string;
}

interface ActionButtonProps extends Omit<ComponentProps<typeof Button>, "onClick"> {
  action: () => Promise<ActionResult>;
}

/** Runs one action of the server and says what came of it. */
export function ActionButton({ action, disabled, ...props }: ActionButtonProps) {
  const [isPending, startTransition] = useTransition();

  function run() {
    startTransition(async () => {
      try {
        const { ok, message } = await action();
        if (ok) toast.success(message);
        else toast.error(message);
      } catch {
        toast.error("The server did not answer. Nothing may have changed; look again before you retry.");
      }
    });
  }

  return <Button {...props} disabled={disabled || isPending} aria-busy={isPending} onClick={run} />;
}
