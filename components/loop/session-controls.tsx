"use client";

import { OctagonXIcon, SendIcon } from "lucide-react";
import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import { ActionButton, type ActionResult } from "../action-button";
import { KeptForm } from "../kept-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";

type Send = (before: ActionResult | null, form: FormData) => Promise<ActionResult>;

interface SessionControlsProps {
  /** Null for an agent that takes no messages while it works. */
  send: Send | null;
  stop: () => Promise<ActionResult>;
  /** Who asked for the end already; null where nobody did. */
  stopRequestedBy: string | null;
}

const messageCharactersMax = 4_000;

/** What a person may do with a session at work: say something, or end it. */
export function SessionControls({ send, stop, stopRequestedBy }: SessionControlsProps) {
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      {send === null ? (
        <p className="min-w-0 flex-1 text-xs text-muted-foreground">
          This agent takes no messages while it works.
        </p>
      ) : (
        <MessageForm send={send} />
      )}
      <ActionButton action={stop} size="small" variant="danger" disabled={stopRequestedBy !== null}>
        <OctagonXIcon aria-hidden />
        {stopRequestedBy === null ? "Stop session" : `Being stopped by ${stopRequestedBy}`}
      </ActionButton>
    </div>
  );
}

function MessageForm({ send }: { send: Send }) {
  const [result, submit, isPending] = useActionState(send, null);
  useEffect(() => {
    if (result === null) return;
    if (result.ok) toast.success(result.message);
    else toast.error(result.message);
  }, [result]);
  return (
    <KeptForm action={submit} result={result} className="flex min-w-64 flex-1 items-center gap-2">
      <Input
        name="message"
        aria-label="Message to the session"
        placeholder="Say something to the agent"
        maxLength={messageCharactersMax}
        autoComplete="off"
        required
      />
      <Button type="submit" size="small" disabled={isPending}>
        <SendIcon aria-hidden /> Send
      </Button>
    </KeptForm>
  );
}
