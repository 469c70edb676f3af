import { identify } from "@/lib/ci/circleci/account";
import { circleCiStatus } from "@/lib/ci/circleci/error";
import { openToken } from "@/lib/circleci-connections";
import { disableConnection, findConnection, markConnectionWorking } from "@/lib/db/connections";
import { type ConnectContext, problemOf } from "./connect-circleci";

/** Tries a kept token now. A refused one is put aside until somebody tries it again or connects anew. */
export async function checkConnection(
  ctx: ConnectContext,
  organizationId: string,
  connectionId: string,
): Promise<{ ok: boolean; message: string }> {
  const row = await findConnection(ctx.db, organizationId, connectionId);
  const token = row === null ? null : openToken(ctx, row);
  if (token === null) return { ok: false, message: "This connection was revoked." };
  try {
    const { login } = await identify(ctx.servers.circleCi, token);
    await markConnectionWorking(ctx.db, organizationId, connectionId, ctx.now());
    return { ok: true, message: `CircleCI answers ${login}.` };
  } catch (error) {
    const reason = problemOf(error);
    if (circleCiStatus(error) === 401)
      await disableConnection(ctx.db, organizationId, connectionId, reason, ctx.now());
    return { ok: false, message: reason };
  }
}
