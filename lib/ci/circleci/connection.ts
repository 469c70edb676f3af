import type { TokenProviderAt } from "@/lib/provider-api/token-provider";
import type { CircleCiServer } from "./access";
import { checkCircleCiToken } from "./account";
import { CircleCiSettings } from "./settings";

/** By these names connections to CircleCI are stored: the one that reads, and the one that may rerun. */
export const circleCiProviders = { reading: "circleci", rerun: "circleci-rerun" } as const;

const shared = {
  title: "CircleCI",
  tokenForm: "CCIPAT_…",
  field: null,
  tellsExpiry: false,
  settingsOf: () => CircleCiSettings.parse({}),
  check: checkCircleCiToken,
} satisfies Partial<TokenProviderAt<CircleCiServer>>;

export const circleCiConnection: TokenProviderAt<CircleCiServer> = {
  ...shared,
  id: circleCiProviders.reading,
  purpose: "Workflows count as CI runs: failures are taken up and repairs are validated there.",
  tokenHelp:
    "Make a token under User Settings → Personal API Tokens. It could do everything that you may do on CircleCI; Regreen only reads.",
  watches: null,
  readsRuns: true,
  sendsWebhooks: true,
};

export const circleCiRerunConnection: TokenProviderAt<CircleCiServer> = {
  ...shared,
  id: circleCiProviders.rerun,
  purpose: "Failed jobs are run again there when a failure looks like chance.",
  tokenHelp: "The token is used for reruns and nothing else.",
  watches: "Nothing: it only runs failed jobs again",
  readsRuns: false,
  sendsWebhooks: false,
};
