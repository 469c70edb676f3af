import { randomBytes } from "node:crypto";
import type { Callback } from "@/lib/agents/types";
import type { Context } from "@/lib/context";
import { callbackToken, closeCallback, createCallback, takeAnswer } from "@/lib/db/agent-callbacks";

const tokenBytes = 32;

/** Makes the addresses that one run gives to an agent elsewhere, and closes them with the run. */
export function callbacksOf(ctx: Context, run: { organizationId: string; deadlineMs: number }) {
  const { organizationId } = run;
  const opened: string[] = [];
  return {
    async open(): Promise<Callback> {
      const id = randomBytes(18).toString("base64url");
      const token = randomBytes(tokenBytes).toString("base64url");
      const expiresAt = new Date(run.deadlineMs);
      const tokenSealed = ctx.vault.seal(token, { ...callbackToken, organizationId, rowId: id });
      await createCallback(ctx.db, { id, organizationId, tokenSealed, expiresAt });
      opened.push(id);
      return {
        url: `${ctx.settings.publicUrl}/api/agents/answers/${id}`,
        token,
        expiresAt,
        takeAnswer: () => takeAnswer(ctx.db, organizationId, id),
      };
    },
    async close(): Promise<void> {
      for (const id of opened) await closeCallback(ctx.db, organizationId, id, ctx.now());
    },
  };
}
