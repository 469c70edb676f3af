import { randomUUID } from "node:crypto";
import { connectionSecretPlace } from "@/lib/connection-secrets";
import type { Context } from "@/lib/context";
import { addConnection } from "@/lib/db/connections";
import { tokenProvider } from "@/lib/token-providers";
import { newWebhookSecret } from "./webhook-secret";

/** What connecting needs of the world. */
export type ConnectContext = Pick<Context, "db" | "vault" | "now" | "servers">;

export interface GivenToken {
  organizationId: string;
  /** Of `tokenProviders`. */
  provider: string;
  token: string;
  /** What the person wrote into the provider's field; empty where it has none. */
  account: string;
  /** `pasted`: made on the provider's page. `oauth`: by the login command, at the level the person chose there. */
  kind: "pasted" | "oauth";
  /** What the person says of its end, where the provider does not tell. */
  expiresAt: Date | null;
  byLogin: string;
}

export type ConnectOutcome =
  | { ok: true; connectionId: string; account: string }
  | { ok: false; reason: string };

const tokenForm = /^[\x21-\x7e]{1,4000}$/;

/** Asks the provider about a token and, where it answers, seals and keeps it. Nothing is kept of one that fails. */
export async function connectToken(ctx: ConnectContext, given: GivenToken): Promise<ConnectOutcome> {
  const provider = tokenProvider(given.provider);
  if (provider === null) return { ok: false, reason: "There is no such provider to connect." };
  const token = given.token.trim();
  if (!tokenForm.test(token))
    return { ok: false, reason: "Paste the token as it was shown: one word without spaces." };
  if (given.expiresAt !== null && given.expiresAt <= ctx.now())
    return { ok: false, reason: `This token has expired already. Make a new one at ${provider.title}.` };
  const account = given.account.trim();
  const settings = provider.settingsOf(account);
  if (settings === null)
    return {
      ok: false,
      reason: `${provider.field?.label ?? "The account"} cannot be "${account}". ${provider.field?.hint ?? ""}`,
    };
  const check = await provider.check(ctx.servers, token, settings);
  if (!check.ok) return { ok: false, reason: `Not connected. ${check.reason}` };

  const { organizationId } = given;
  const id = randomUUID();
  const seal = (text: string, secret: "token" | "webhookSecret") =>
    ctx.vault.seal(text, connectionSecretPlace({ id, organizationId }, secret));
  await addConnection(
    ctx.db,
    {
      id,
      organizationId,
      provider: provider.id,
      label: check.account.name,
      tokenKind: given.kind,
      tokenSealed: seal(token, "token"),
      webhookSecretSealed: provider.sendsWebhooks ? seal(newWebhookSecret(), "webhookSecret") : null,
      settings,
      account: check.account,
      createdByLogin: given.byLogin,
      expiresAt: check.expiresAt ?? given.expiresAt,
    },
    ctx.now(),
  );
  return { ok: true, connectionId: id, account: check.account.name };
}
