import { randomBytes, randomUUID } from "node:crypto";
import { identify } from "@/lib/ci/circleci/account";
import { CircleCiError, circleCiStatus } from "@/lib/ci/circleci/error";
import { circleCiProviders } from "@/lib/circleci-connections";
import type { Context } from "@/lib/context";
import { addConnection, connectionSecrets } from "@/lib/db/connections";

/** What connecting needs of the world. */
export interface ConnectContext extends Pick<Context, "db" | "vault" | "now"> {
  servers: Pick<Context["servers"], "circleCi">;
}

export interface CircleCiToken {
  organizationId: string;
  token: string;
  /** `personal`: made on CircleCI's page. `oauth`: by the login command, at the level the person chose there. */
  kind: "personal" | "oauth";
  purpose: keyof typeof circleCiProviders;
  expiresAt: Date | null;
  byLogin: string;
}

export type ConnectOutcome =
  | { ok: true; connectionId: string; login: string }
  | { ok: false; reason: string };

const tokenForm = /^[\x21-\x7e]{20,512}$/;

/** Tries a token on CircleCI and keeps it, sealed, if CircleCI knows it. Nothing is kept of one that does not work. */
export async function connectCircleCi(ctx: ConnectContext, given: CircleCiToken): Promise<ConnectOutcome> {
  const token = given.token.trim();
  if (!tokenForm.test(token))
    return { ok: false, reason: "This is no CircleCI token: paste the whole text, without spaces." };
  if (given.expiresAt !== null && given.expiresAt <= ctx.now())
    return { ok: false, reason: "This token has expired already. Make a new one on CircleCI." };
  const account = await identify(ctx.servers.circleCi, token).catch(problemOf);
  if (typeof account === "string") return { ok: false, reason: account };

  const { organizationId } = given;
  const id = randomUUID();
  const { table, token: column, webhookSecret } = connectionSecrets;
  const place = { table, organizationId, rowId: id };
  const reads = given.purpose === "reading";
  await addConnection(
    ctx.db,
    {
      id,
      organizationId,
      provider: circleCiProviders[given.purpose],
      label: account.name ?? account.login,
      tokenKind: given.kind,
      tokenSealed: ctx.vault.seal(token, { ...place, column }),
      webhookSecretSealed: reads
        ? ctx.vault.seal(newWebhookSecret(), { ...place, column: webhookSecret })
        : null,
      settings: {},
      account,
      createdByLogin: given.byLogin,
      expiresAt: given.expiresAt,
    },
    ctx.now(),
  );
  return { ok: true, connectionId: id, login: account.login };
}

export function newWebhookSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What stands in the way, in words for the person who pasted the token. */
export function problemOf(error: unknown): string {
  if (circleCiStatus(error) === 401)
    return "CircleCI does not know this token. It may be cut short, revoked or expired. A project token does not work either: make a personal one under User Settings → Personal API Tokens.";
  if (error instanceof CircleCiError) return error.message;
  return "CircleCI could not be reached. Look again in a moment.";
}
