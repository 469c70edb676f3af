import type { TokenProviderAt } from "@/lib/provider-api/token-provider";
import { checkVercelToken } from "./account";
import type { VercelServer } from "./index";
import { VercelSettings } from "./settings";

export const vercelConnection: TokenProviderAt<VercelServer> = {
  id: "vercel",
  title: "Vercel",
  purpose: "Failed deployments are taken up with their build log, and a repair counts only when it deploys.",
  tokenHelp:
    "Make a token under Account Settings → Tokens, limited to one team and with an end date. Vercel's tokens can do what you can do; Regreen only reads deployments and their build logs.",
  tokenForm: null,
  field: {
    label: "Team id",
    hint: "From the team's settings, such as team_… Leave it empty for a personal account.",
    isRequired: false,
  },
  tellsExpiry: true,
  watches: "Every deployment of a repository of this organization",
  readsRuns: true,
  sendsWebhooks: false,
  settingsOf: (text) => VercelSettings.safeParse({ teamId: text === "" ? null : text }).data ?? null,
  check: checkVercelToken,
};
