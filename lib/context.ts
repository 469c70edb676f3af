import { join } from "node:path";
import { agents } from "./agents";
import type { Agent } from "./agents/types";
import { type CiProviders, createCiProviders } from "./ci";
import { createDb, type Db } from "./db/client";
import type { RegreenEvent } from "./domain/events";
import { defaultPolicy, type Policy } from "./domain/policy";
import { type Env, env, inheritedVariables, secretsOf } from "./env";
import { createGitHubClient, type GitHubClient } from "./github/client";
import type { GitStore } from "./github/git-store";
import { createLog, type Log } from "./log";
import { chooseSandbox } from "./sandbox";
import type { Sandbox } from "./sandbox/types";
import { createSend } from "./send-events";
import { createVault } from "./vault";
import type { Vault } from "./vault/types";

export interface ContextSettings {
  /** Where people reach the dashboard, without a slash at the end. */
  publicUrl: string;
  /** Secrets that may sign a delivery: the current one, and the previous one while it is being changed. */
  webhookSecrets: readonly string[];
  /** Defaults of this installation for what no organization and no repository sets. */
  policy: Policy;
  validationTimeoutMinutes: number;
  followUpMinutes: number;
  /** Folder for trees that agents work in; emptied after each attempt. */
  workDirectory: string;
}

/** Everything a verb touches outside itself. Built once for a process; tests build their own. */
export interface Context {
  db: Db;
  /** The only one that opens stored secrets. */
  vault: Vault;
  log: Log;
  now: () => Date;
  github: GitHubClient;
  gitStore: GitStore;
  ci: CiProviders;
  agents: readonly Agent[];
  /** The walls around agents, or the reason why there are none. */
  sandbox: { found: true; sandbox: Sandbox } | { found: false; reason: string };
  /** Tells the stages that something happened. May be lost; the reconciler finds what was. */
  send: (events: readonly RegreenEvent[]) => Promise<void>;
  settings: ContextSettings;
}

/** What has to be set before anything can be repaired, for people. */
export class NotConfiguredError extends Error {
  override readonly name = "NotConfiguredError";
}

// On globalThis, because a development server loads modules anew on each change and pools must not pile up.
const held = globalThis as { regreenContext?: Context };

/**
 * The context of this process.
 *
 * @throws NotConfiguredError where no GitHub App or no database is configured
 */
export function getContext(): Context {
  held.regreenContext ??= createContext(env());
  return held.regreenContext;
}

function createContext(current: Env): Context {
  const { app } = current.github;
  if (app === null)
    throw new NotConfiguredError(
      "No GitHub App is configured. Set the GITHUB_APP_… variables; README says how to make one.",
    );
  if (current.databaseUrl === null)
    throw new NotConfiguredError(
      "No database is configured. Start with `npm start`, which brings one, or set DATABASE_URL.",
    );
  if (current.secretKeys === null)
    throw new NotConfiguredError(
      "No key seals stored secrets. Set REGREEN_SECRET_KEYS to what `npm run -s vault -- new-key` prints.",
    );
  const searchPath = inheritedVariables().PATH ?? "";
  const github = createGitHubClient({
    webUrl: current.github.url,
    apiUrl: current.github.apiUrl,
    appId: String(app.appId),
    privateKey: app.privateKey,
    writeIntervalMs: current.github.writeIntervalMs,
  });
  return {
    db: createDb(current.databaseUrl),
    vault: createVault(current.secretKeys),
    log: createLog({ level: current.logLevel, secrets: secretsOf(current) }),
    now: () => new Date(),
    github,
    gitStore: { directory: join(current.dataDir, "git"), searchPath },
    ci: createCiProviders({ octokitFor: github.octokit }),
    agents: Object.values(agents),
    sandbox: chooseSandbox({ wanted: current.sandbox, toolPath: current.toolPath, searchPath }),
    send: createSend(),
    settings: {
      publicUrl: current.publicUrl,
      webhookSecrets: [app.webhookSecret, app.webhookSecretPrevious].filter((secret) => secret !== null),
      policy: {
        ...defaultPolicy,
        settleSeconds: current.settleSeconds,
        loopIntervalMinutes: current.loopIntervalMinutes,
      },
      validationTimeoutMinutes: current.validationTimeoutMinutes,
      followUpMinutes: current.followUpMinutes,
      workDirectory: join(current.dataDir, "work"),
    },
  };
}
