import type { AppInForce } from "@/lib/app-in-force";
import type { Context } from "@/lib/context";
import type { Db } from "@/lib/db/client";
import { defaultPolicy } from "@/lib/domain/policy";
import type { ProviderServers } from "@/lib/env/provider-servers";
import { createLog } from "@/lib/log";
import { someVault } from "./vault";

/** Nobody listens there: a test that reaches one of these providers fails. */
export const unreachableServers: ProviderServers = {
  circleCi: { url: "http://127.0.0.1:9", appUrl: "http://127.0.0.1:9", api: "v3", downloadOrigins: [] },
  buildkite: { url: "http://127.0.0.1:9", downloadOrigins: [] },
  vercel: { url: "http://127.0.0.1:9" },
  sentry: { url: "http://127.0.0.1:9" },
};

function unexpected(what: string): never {
  throw new Error(`This test does not expect ${what} to be used.`);
}

/** A context over a real database in which everything outside is out of reach: for verbs that need nothing of it. */
export function someContext(
  db: Db,
  changes: { send?: Context["send"]; webhookSecrets?: readonly string[]; now?: () => Date } = {},
): Context {
  return {
    db,
    vault: someVault(),
    log: createLog({ level: "silent" }),
    appInForce: async () => someApp(changes.webhookSecrets ?? []),
    now: changes.now ?? (() => new Date("2026-01-01T12:00:00Z")),
    github: {
      webUrl: "http://127.0.0.1:9",
      appId: async () => 1,
      octokit: () => unexpected("GitHub"),
      app: () => unexpected("GitHub"),
      token: () => unexpected("GitHub"),
    },
    gitStore: { directory: "/nonexistent", searchPath: "" },
    ci: {} as Context["ci"],
    servers: unreachableServers,
    sentry: { releaseIssues: () => unexpected("Sentry") },
    agents: [],
    sandbox: { found: false, reason: "No sandbox in this test." },
    send: changes.send ?? (async () => {}),
    settings: {
      publicUrl: "http://localhost:3000",
      policy: defaultPolicy,
      production: false,
      validationTimeoutMinutes: 60,
      followUpMinutes: 60,
      reconcileMinutes: 5,
      agentHosts: [],
      workDirectory: "/nonexistent",
      dependenciesDirectory: "/nonexistent",
      registries: { npm: null, python: null },
    },
  };
}

function someApp(webhookSecrets: readonly string[]): AppInForce {
  return {
    from: "environment",
    appId: 1,
    slug: "regreen",
    privateKey: "",
    clientId: "",
    clientSecret: "",
    webhookSecrets,
  };
}
