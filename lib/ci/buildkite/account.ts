import { z } from "zod";
import { checked, type TokenCheck } from "@/lib/provider-api/account";
import { createReadOnlyApi } from "@/lib/provider-api/read-only-api";
import type { BuildkiteServer } from "./index";
import { BuildkiteSettings } from "./settings";

/** What the token needs, and nothing beyond: https://buildkite.com/docs/apis/managing-api-tokens */
export const buildkiteScopes = [
  "read_builds",
  "read_build_logs",
  "read_artifacts",
  "read_organizations",
] as const;

const AccessToken = z.object({ uuid: z.string(), scopes: z.array(z.string()) });
const Organization = z.object({ name: z.string() });

export function checkBuildkiteToken(
  server: BuildkiteServer,
  token: string,
  settings: unknown,
): Promise<TokenCheck> {
  return checked(async () => {
    const { organization } = BuildkiteSettings.parse(settings);
    const api = createReadOnlyApi({ provider: "Buildkite", token, ...server });
    const { scopes } = await api.get("/v2/access-token", AccessToken);
    const missing = buildkiteScopes.filter((scope) => !scopes.includes(scope));
    if (missing.length > 0)
      return {
        ok: false,
        refused: false,
        reason: `The token lacks ${missing.join(", ")}. Make one with exactly these scopes.`,
      };
    const writing = scopes.filter((scope) => scope.startsWith("write_"));
    const { name } = await api.get(`/v2/organizations/${organization}`, Organization);
    const detail = writing.length > 0 ? `It could also ${writing.join(", ")}; Regreen only reads.` : null;
    return { ok: true, account: { name, detail }, expiresAt: null };
  });
}
