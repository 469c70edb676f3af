"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { CopyButton } from "../copy-button";
import { Button } from "../ui/button";

export interface LoginCodeResult extends ActionResult {
  /** The whole command, with the code in it. */
  command?: string;
}

/** Makes the command that gets a token in the browser of a person's own machine. */
export function LoginCode({ make }: { make: () => Promise<LoginCodeResult> }) {
  const [command, setCommand] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function ask() {
    startTransition(async () => {
      const result = await make();
      if (result.ok && result.command) setCommand(result.command);
      else toast.error(result.message);
    });
  }

  if (command === null)
    return (
      <Button onClick={ask} disabled={isPending}>
        {isPending ? "Making a code …" : "Make a one-time code"}
      </Button>
    );
  return (
    <div className="space-y-2">
      <p className="text-xs text-muted-foreground">
        Run this within ten minutes on a machine with a browser, in a copy of Regreen. It works once.
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <code className="min-w-0 flex-1 rounded-md border bg-muted px-2.5 py-1.5 font-mono text-xs [overflow-wrap:anywhere]">
          {command}
        </code>
        <CopyButton text={command} label="Copy" />
      </div>
    </div>
  );
}
