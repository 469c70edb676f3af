import type { TokenProviderAt } from "@/lib/provider-api/token-provider";
import { buildkiteScopes, checkBuildkiteToken } from "./account";
import type { BuildkiteServer } from "./index";
import { BuildkiteSettings } from "./settings";

export const buildkiteConnection: TokenProviderAt<BuildkiteServer> = {
  id: "buildkite",
  title: "Buildkite",
  purpose:
    "Builds of your pipelines count as CI runs: failures are taken up and repairs are validated there.",
  tokenHelp: `Make an API access token under Personal Settings with the scopes ${buildkiteScopes.join(", ")}. With these it can read and nothing else.`,
  tokenForm: "bkua_…",
  field: {
    label: "Organization",
    hint: "The slug in its address, such as acme in buildkite.com/acme.",
    isRequired: true,
  },
  tellsExpiry: false,
  watches: "Every pipeline that builds a repository of this organization",
  readsRuns: true,
  sendsWebhooks: false,
  settingsOf: (text) => BuildkiteSettings.safeParse({ organization: text }).data ?? null,
  check: checkBuildkiteToken,
};
