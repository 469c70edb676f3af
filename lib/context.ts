import { join } from "node:path";
import { agents } from "./agents";
import type { Agent } from "./agents/types";
import { type AppInForce, createAppInForce, NotConfiguredError, requireApp } from "./app-in-force";
import { type CiProviders, createCiProviders } from "./ci";
import { circleCiConnections } from "./circleci-connections";
import { createDb, type Db } from "./db/client";
import type { RegreenEvent } from "./domain/events";
import { defaultPolicy, type Policy } from "./domain/policy";
import { type Env, env, inheritedVariables, secretsOf } from "./env";
import type { ProviderServers } from "./env/provider-servers";
import { createGitHubClient, type GitHubClient } from "./github/client";
import type { GitStore } from "./github/git-store";
import { KnownSecrets } from "./known-secrets";
import { createLog, type Log } from "./log";
import type { Registries } from "./package-managers/types";
import { chooseSandbox } from "./sandbox";
import type { Sandbox } from "./sandbox/types";
import { createSend } from "./send-events";
import { createSentry, type Sentry } from "./sentry";
import { tokenConnections } from "./token-connections";
import { createVault } from "./vault";
import type { Vault } from "./vault/types";

export interface ContextSettings {
  /** Where people reach the dashboard, without a slash at the end. */
  publicUrl: string;
  /** Defaults of this installation for what no organization and no repository sets. */
  policy: Policy;
  /** Whether strangers' code may be about: a GitHub on loopback is a lab. */
  production: boolean;
  validationTimeoutMinutes: number;
  followUpMinutes: number;
  /** How often GitHub is asked for red pull requests that no webhook told of. */
  reconcileMinutes: number;
  /** Hosts (`host` or `host:port`) that agents' endpoints may have. */
  agentHosts: readonly string[];
  /** Folder for trees that agents work in; emptied after each attempt. */
  workDirectory: string;
  /** Folder for packages that tests need, by organization and by what was installed. */
  dependenciesDirectory: string;
  /** Of each kind the one registry that may be asked for them. */
  registries: Registries;
}

/** Everything a verb touches outside itself. Built once for a process; tests build their own. */
export interface Context {
  db: Db;
  /** The only one that opens stored secrets. */
  vault: Vault;
  log: Log;
  now: () => Date;
  /** The GitHub App of this installation; null before there is one. */
  appInForce: () => Promise<AppInForce | null>;
  github: GitHubClient;
  gitStore: GitStore;
  ci: CiProviders;
  /** Where other providers are, for connecting to them. */
  servers: ProviderServers;
  sentry: Sentry;
  agents: readonly Agent[];
  /** The walls around agents, or the reason why there are none. */
  sandbox: { found: true; sandbox: Sandbox } | { found: false; reason: string };
  /** Tells the stages that something happened. May be lost; the reconciler finds what was. */
  send: (events: readonly RegreenEvent[]) => Promise<void>;
  settings: ContextSettings;
}

// On globalThis, because a development server loads modules anew on each change and pools must not pile up.
const held = globalThis as { regreenContext?: Context };

/**
 * The context of this process.
 *
 * @throws NotConfiguredError where no database or no key for stored secrets is configured
 */
export function getContext(): Context {
  held.regreenContext ??= createContext(env());
  return held.regreenContext;
}

function createContext(current: Env): Context {
  if (current.databaseUrl === null)
    throw new NotConfiguredError(
      "No database is configured. Start with `npm start`, which brings one, or set DATABASE_URL.",
    );
  if (current.secretKeys === null)
    throw new NotConfiguredError(
      "No key seals stored secrets. Set REGREEN_SECRET_KEYS to what `npm run -s vault -- new-key` prints.",
    );
  const searchPath = inheritedVariables().PATH ?? "";
  const secrets = new KnownSecrets(secretsOf(current));
  const db = createDb(current.databaseUrl);
  const vault = createVault(current.secretKeys, (plaintext) => secrets.add(plaintext));
  const log = createLog({ level: current.logLevel, secrets });
  const now = () => new Date();
  const connectionsOf = (provider: string) => tokenConnections({ db, vault, log, now }, provider);
  const appInForce = createAppInForce({ fromEnvironment: current.github.app, db, vault });
  const github = createGitHubClient({
    webUrl: current.github.url,
    apiUrl: current.github.apiUrl,
    app: () => requireApp(appInForce),
    writeIntervalMs: current.github.writeIntervalMs,
  });
  return {
    db,
    vault,
    log,
    now,
    appInForce,
    github,
    gitStore: { directory: join(current.dataDir, "git"), searchPath },
    ci: createCiProviders({
      octokitFor: github.octokit,
      appId: github.appId,
      servers: current.servers,
      circleCi: circleCiConnections({ db, vault, log, now }, current.servers.circleCi),
      now,
      connectionsOf,
    }),
    servers: current.servers,
    sentry: createSentry(current.servers.sentry, connectionsOf("sentry")),
    agents: Object.values(agents),
    sandbox: chooseSandbox({
      wanted: current.sandbox,
      toolPath: current.toolPath,
      searchPath,
      vercel: current.vercelSandbox,
    }),
    send: createSend(),
    settings: {
      publicUrl: current.publicUrl,
      policy: {
        ...defaultPolicy,
        settleSeconds: current.settleSeconds,
        loopIntervalMinutes: current.loopIntervalMinutes,
      },
      production: current.production && !isLoopback(new URL(current.github.url).hostname),
      validationTimeoutMinutes: current.validationTimeoutMinutes,
      followUpMinutes: current.followUpMinutes,
      reconcileMinutes: current.reconcileMinutes,
      agentHosts: current.agentHosts,
      workDirectory: join(current.dataDir, "work"),
      dependenciesDirectory: join(current.dataDir, "dependencies"),
      registries: current.registries,
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
