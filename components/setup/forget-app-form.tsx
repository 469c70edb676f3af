"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import type { ActionResult } from "../action-button";
import { Disclosure } from "../disclosure";
import { ExternalLink } from "../external-link";
import { KeptForm } from "../kept-form";
import { Refusal } from "../refusal";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Input } from "../ui/input";

interface ForgetAppFormProps {
  /** The app's page on GitHub, where it stays until somebody deletes it; null where GitHub does not tell. */
  appUrl: string | null;
  forget: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
}

/** Begins anew with another GitHub App. Says what goes and what stays before it asks for the word. */
export function ForgetAppForm({ appUrl, forget }: ForgetAppFormProps) {
  const [result, submit, isPending] = useActionState(forget, null);

  useEffect(() => {
    if (result?.ok) toast.success(result.message);
  }, [result]);

  return (
    <Card className="overflow-hidden">
      <Disclosure title="Forget this app" hint="To begin anew with another one">
        <KeptForm action={submit} result={result} className="space-y-3 p-4 text-[13px]">
          <ul className="list-disc space-y-1 pl-5 text-pretty">
            <li>
              Deleted here: the app's private key, client secret and webhook secret. Nobody can sign in until
              there is another app.
            </li>
            <li>Open loops end as cancelled. What they pushed stays on GitHub.</li>
            <li>
              Kept: every loop with its evidence, settings, agents and integrations. They are there again when
              another app is installed on the same accounts.
            </li>
            <li>
              On GitHub the app stays until you delete it there
              {appUrl === null ? (
                "."
              ) : (
                <>
                  : <ExternalLink href={appUrl}>its page on GitHub</ExternalLink>
                </>
              )}
            </li>
          </ul>
          <div className="flex flex-wrap items-end gap-2">
            <label htmlFor="forget-word" className="grid gap-1 text-xs font-medium">
              Type “forget” to confirm
              <Input
                id="forget-word"
                name="word"
                autoComplete="off"
                spellCheck={false}
                required
                className="w-40"
              />
            </label>
            <Button type="submit" variant="danger" disabled={isPending}>
              {isPending ? "Forgetting …" : "Forget the app and its keys"}
            </Button>
          </div>
          <Refusal result={result} />
        </KeptForm>
      </Disclosure>
    </Card>
  );
}
