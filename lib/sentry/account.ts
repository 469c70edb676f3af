import { z } from "zod";
import { checked, type TokenCheck } from "@/lib/provider-api/account";
import { createReadOnlyApi } from "@/lib/provider-api/read-only-api";
import { type SentryServer, SentrySettings } from "./index";

const issuesSeen = z.array(z.unknown());

/** A token of an internal integration need not see the organization itself, so the very question is asked that matters. */
export function checkSentryToken(
  server: SentryServer,
  token: string,
  settings: unknown,
): Promise<TokenCheck> {
  return checked(async () => {
    const { organization } = SentrySettings.parse(settings);
    const api = createReadOnlyApi({ provider: "Sentry", url: server.url, token });
    await api.get(`/api/0/organizations/${organization}/issues/`, issuesSeen, { limit: 1 });
    return { ok: true, account: { name: organization, detail: null }, expiresAt: null };
  });
}
