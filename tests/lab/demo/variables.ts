import { join } from "node:path";
import process from "node:process";
import { chooseSandbox } from "@/lib/sandbox";
import { ensureKeys } from "@/lib/standalone/launcher/keys";
import type { LabAddresses } from "./lab-process";

/**
 * The product's settings for a demo: the lab as its GitHub Enterprise Server, and short waits. Where
 * bubblewrap does not work the agents run as plain processes, which is right here only because the lab's code is this project's
 * own.
 */
export function demoVariables(
  folder: string,
  port: number,
  url: string,
  lab: LabAddresses,
): Record<string, string> {
  const walls = chooseSandbox({
    wanted: "bubblewrap",
    toolPath: [lab.toolPath],
    searchPath: process.env.PATH ?? "",
  });
  const dataDir = join(folder, "product");
  return {
    PORT: String(port),
    REGREEN_URL: url,
    REGREEN_DATA_DIR: dataDir,
    REGREEN_SECRET_KEYS: ensureKeys(dataDir).secretKeys,
    REGREEN_SANDBOX: process.env.REGREEN_SANDBOX ?? (walls.found ? "bubblewrap" : "process"),
    REGREEN_TOOL_PATH: lab.toolPath,
    REGREEN_SETTLE_SECONDS: "1",
    REGREEN_FOLLOW_UP_MINUTES: "1",
    GITHUB_URL: lab.githubUrl,
    GITHUB_API_URL: lab.githubApiUrl,
    GITHUB_WRITE_INTERVAL_MS: "0",
    GITHUB_APP_ID: String(lab.appId),
    GITHUB_APP_PRIVATE_KEY: lab.appPrivateKey,
    GITHUB_APP_CLIENT_ID: lab.appClientId,
    GITHUB_APP_CLIENT_SECRET: lab.appClientSecret,
    GITHUB_WEBHOOK_SECRET: lab.webhookSecret,
    CIRCLECI_URL: lab.circleUrl,
    CIRCLECI_APP_URL: lab.circleUrl,
    CIRCLECI_API: "v3",
    CIRCLECI_DOWNLOAD_ORIGINS: lab.blobUrl,
    BUILDKITE_API_URL: lab.buildkiteUrl,
    BUILDKITE_DOWNLOAD_ORIGINS: lab.blobUrl,
    VERCEL_API_URL: lab.vercelUrl,
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  };
}
