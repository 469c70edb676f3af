"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { CopyButton } from "../copy-button";
import { Button } from "../ui/button";

export interface WebhookSecretResult extends ActionResult {
  secret?: string;
}

interface WebhookPanelProps {
  address: string;
  renew: () => Promise<WebhookSecretResult>;
}

/** Address and secret for the webhooks form of a CircleCI project. */
export function WebhookPanel({ address, renew }: WebhookPanelProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function make() {
    startTransition(async () => {
      const result = await renew();
      if (result.ok && result.secret) setSecret(result.secret);
      else toast.error(result.message);
    });
  }

  return (
    <div className="space-y-2 text-[13px]">
      <p className="max-w-prose text-muted-foreground">
        Optional, and faster than looking. In each project on CircleCI: Project Settings → Webhooks → Add
        Webhook, with this address, this secret token, and the event “Workflow Completed”.
      </p>
      <Value name="Receiver URL" text={address} />
      {secret === null ? (
        <Button size="small" onClick={make} disabled={isPending}>
          Make a secret token
        </Button>
      ) : (
        <>
          <Value name="Secret token" text={secret} />
          <p className="text-xs text-muted-foreground">
            It is shown only now. One that you made before no longer works.
          </p>
        </>
      )}
    </div>
  );
}

function Value({ name, text }: { name: string; text: string }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="w-24 text-xs text-muted-foreground">{name}</span>
      <code className="min-w-0 rounded-md border bg-muted px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]">
        {text}
      </code>
      <CopyButton text={text} label="Copy" />
    </div>
  );
}
