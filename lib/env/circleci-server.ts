import type { ProviderServers } from "./provider-servers";
import type { Settings } from "./settings";

const circleCiCloud = {
  url: "https://circleci.com",
  appUrl: "https://app.circleci.com",
  /** Where circleci.com keeps artifacts and the output of steps. */
  downloadOrigins: [
    "https://output.circle-artifacts.com",
    "https://circle-production-action-output.s3.amazonaws.com",
    "https://circle-production-customer-artifacts.s3.amazonaws.com",
  ],
} as const;

/** A server of one's own has no API v3, its pages are at its address, and its storage is one's own too. */
export function circleCiServer(given: Settings): ProviderServers["circleCi"] {
  const cloud = given.CIRCLECI_URL === circleCiCloud.url;
  return {
    url: given.CIRCLECI_URL,
    appUrl: given.CIRCLECI_APP_URL ?? (cloud ? circleCiCloud.appUrl : given.CIRCLECI_URL),
    api: given.CIRCLECI_API ?? (cloud ? "v3" : "v2"),
    downloadOrigins: given.CIRCLECI_DOWNLOAD_ORIGINS ?? (cloud ? circleCiCloud.downloadOrigins : []),
  };
}
