import { requireApp } from "@/lib/app-in-force";
import type { Context } from "@/lib/context";
import { type HookAnswer, pointHook } from "@/lib/github/app-hook";

/** Lets GitHub deliver to this address with the webhook secret that is in force. */
export async function pointAppHook(ctx: Context, url: string): Promise<HookAnswer> {
  const { webhookSecrets } = await requireApp(ctx.appInForce);
  const [current = ""] = webhookSecrets;
  return pointHook(ctx.github, url, current);
}
