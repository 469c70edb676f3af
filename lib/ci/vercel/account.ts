import { z } from "zod";
import { checked, type TokenCheck } from "@/lib/provider-api/account";
import { createReadOnlyApi } from "@/lib/provider-api/read-only-api";
import type { VercelServer } from "./index";
import { VercelSettings } from "./settings";

const User = z.object({ user: z.object({ username: z.string() }) });
const Team = z.object({ name: z.string().nullish(), slug: z.string() });
const Token = z.object({ token: z.object({ expiresAt: z.number().nullish() }) });

export function checkVercelToken(
  server: VercelServer,
  token: string,
  settings: unknown,
): Promise<TokenCheck> {
  return checked(async () => {
    const { teamId } = VercelSettings.parse(settings);
    const api = createReadOnlyApi({ provider: "Vercel", token, ...server });
    const { user } = await api.get("/v2/user", User);
    const current = await api.get("/v5/user/tokens/current", Token);
    const team = teamId === null ? null : await api.get(`/v2/teams/${teamId}`, Team);
    const expires = current.token.expiresAt;
    return {
      ok: true,
      account: {
        name: team === null ? user.username : (team.name ?? team.slug),
        detail: `Token of ${user.username}.`,
      },
      expiresAt: expires === null || expires === undefined ? null : new Date(expires),
    };
  });
}
