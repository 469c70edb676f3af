import type { TokenProviderAt } from "@/lib/provider-api/token-provider";
import { checkSentryToken } from "./account";
import { type SentryServer, SentrySettings } from "./index";

export const sentryConnection: TokenProviderAt<SentryServer> = {
  id: "sentry",
  title: "Sentry",
  purpose:
    "When a deployment fails, the errors that Sentry saw in a release of that commit are put into the brief.",
  tokenHelp:
    "Make an internal integration under Settings → Custom Integrations with the permission Issue & Event: Read, and paste its token. It can read issues and nothing else.",
  tokenForm: null,
  field: {
    label: "Organization",
    hint: "The slug in its address, such as acme in acme.sentry.io.",
    isRequired: true,
  },
  tellsExpiry: false,
  watches: "Releases that are named by a failing commit",
  readsRuns: false,
  sendsWebhooks: false,
  settingsOf: (text) => SentrySettings.safeParse({ organization: text }).data ?? null,
  check: checkSentryToken,
};
