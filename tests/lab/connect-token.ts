import { assertNever } from "@/lib/assert";
import { type ConnectContext, connectToken } from "@/lib/loops/connections/connect-token";
import type { LabControl } from "./control/client";

export type TokenConnected = "buildkite" | "vercel";

/** Does what a person does on the integrations page: makes a token that reads, and pastes it with the account's name. */
export async function connectLabToken(
  ctx: ConnectContext,
  control: Pick<LabControl, "buildkiteToken" | "vercelToken">,
  wanted: { login: string; provider: TokenConnected },
): Promise<void> {
  const { login, provider } = wanted;
  const { id: organizationId } = await ctx.db.organization.findFirstOrThrow({ where: { login } });
  const connected = await connectToken(ctx, {
    organizationId,
    provider,
    ...(await credentials(control, provider, login)),
    kind: "pasted",
    expiresAt: null,
    byLogin: "ada",
  });
  if (!connected.ok) throw new Error(connected.reason);
}

async function credentials(
  control: Pick<LabControl, "buildkiteToken" | "vercelToken">,
  provider: TokenConnected,
  login: string,
): Promise<{ token: string; account: string }> {
  switch (provider) {
    case "buildkite":
      return { token: await control.buildkiteToken({ organization: login }), account: login };
    case "vercel": {
      const { token, teamId } = await control.vercelToken({ login: "ada", team: login });
      return { token, account: teamId };
    }
    default:
      return assertNever(provider, "provider");
  }
}
