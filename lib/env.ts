import { resolve } from "node:path";
import type { z } from "zod";
import { circleCiServer } from "./env/circleci-server";
import { EnvError, type EnvProblem } from "./env/env-error";
import { type GivenSettings, halfConfigurations } from "./env/half-configurations";
import type { ProviderServers } from "./env/provider-servers";
import { expectedOf, isInngestDev, type SettingName, type Settings, settings } from "./env/settings";
import type { Registries } from "./package-managers/types";
import type { SandboxId } from "./sandbox/types";
import type { VercelSandboxSettings } from "./sandbox/vercel-sandbox/client";

/** The GitHub App, complete or absent. */
export interface GitHubAppEnv {
  appId: number;
  slug: string | null;
  /** PKCS#8 PEM. */
  privateKey: string;
  clientId: string;
  clientSecret: string;
  webhookSecret: string;
  /** Accepted beside the current one while the secret is being changed. */
  webhookSecretPrevious: string | null;
}

export interface Env {
  production: boolean;
  /** Without a slash at the end. */
  publicUrl: string;
  port: number;
  /** Absolute. */
  dataDir: string;
  /** null: PostgreSQL runs embedded. */
  databaseUrl: string | null;
  github: { url: string; apiUrl: string; writeIntervalMs: number; app: GitHubAppEnv | null };
  /** null: the launcher makes one and keeps it in the data folder. */
  authSecret: string | null;
  /** Keys that seal stored secrets: the first seals, all open. null: the launcher makes one, outside of production. */
  secretKeys: NonNullable<Settings["REGREEN_SECRET_KEYS"]> | null;
  /** null: the embedded engine runs. `dev` checks no signature and never runs in production. */
  inngest: {
    eventKey: string | null;
    signingKey: string | null;
    baseUrl: string | null;
    dev: boolean;
  } | null;
  /** Other providers: their public addresses, or what the operator set. */
  servers: ProviderServers;
  sandbox: SandboxId;
  /** How sandboxes at Vercel are reached; null where not all of it is set. */
  vercelSandbox: VercelSandboxSettings | null;
  /** Absolute folders with the language tools that the sandbox offers, like a runner's tool cache. */
  toolPath: string[];
  /** Hosts (`host` or `host:port`) that agents' endpoints may have. */
  agentHosts: string[];
  /** Of a kind without one, packages that tests need are not installed. */
  registries: Registries;
  settleSeconds: number;
  loopIntervalMinutes: number;
  validationTimeoutMinutes: number;
  followUpMinutes: number;
  /** How often GitHub is asked for red pull requests that no webhook told of. */
  reconcileMinutes: number;
  logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
}

type Source = Record<string, string | undefined>;

let loaded: Env | undefined;

/** The settings of this process, read once. The only place in lib that touches `process.env`. */
export function env(): Env {
  loaded ??= loadEnv(process.env);
  return loaded;
}

/** The variables of this process, for the launcher to pass on to its children. */
export function inheritedVariables(): Source {
  return { ...process.env };
}

/**
 * Turns variables into settings. An empty value counts as none.
 *
 * @throws EnvError naming every variable that is wrong, missing or forbidden, all at once
 */
export function loadEnv(source: Source): Env {
  const given: Source = {};
  for (const name of Object.keys(settings.shape)) given[name] = source[name]?.trim() || undefined;
  const production = source.NODE_ENV === "production";
  const parsed = settings.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map(toProblem);
  const values = parsed.success ? parsed.data : withWrongAsText(given, wrong);
  const half = halfConfigurations(values, production).filter(({ name }) => !has(wrong, name));
  if (parsed.success && half.length === 0) return toEnv(parsed.data, production);
  throw new EnvError([...wrong, ...half]);
}

/** Values that must never be printed, for the log's redaction. */
export function secretsOf(current: Env): string[] {
  const { app } = current.github;
  const candidates = [
    current.databaseUrl && new URL(current.databaseUrl).password,
    current.authSecret,
    ...(current.secretKeys ?? []).map(({ bytes }) => bytes.toString("base64")),
    current.inngest?.eventKey,
    current.inngest?.signingKey,
    current.vercelSandbox?.token,
    app?.privateKey,
    app?.clientSecret,
    app?.webhookSecret,
    app?.webhookSecretPrevious,
  ];
  return candidates.filter((value) => typeof value === "string" && value !== "") as string[];
}

/** A wrong value is no missing one: what it asks for beside itself is said in the same message. */
function withWrongAsText(given: Source, wrong: readonly EnvProblem[]): GivenSettings {
  const usable = Object.entries(given).filter(([name]) => !has(wrong, name));
  const texts = Object.entries(given).filter(([name]) => has(wrong, name));
  return { ...settings.parse(Object.fromEntries(usable)), ...Object.fromEntries(texts) };
}

function has(problems: readonly EnvProblem[], name: string): boolean {
  return problems.some((problem) => problem.name === name);
}

function toProblem(issue: z.core.$ZodIssue): EnvProblem {
  const name = issue.path[0] as SettingName;
  return { name, problem: describeIssue(issue), expected: expectedOf(name) };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      return "is too small";
    case "too_big":
      return "is too large";
    case "custom":
    case "invalid_format":
      return issue.message;
    default:
      return "is not one of the allowed values";
  }
}

function toEnv(given: Settings, production: boolean): Env {
  const port = given.PORT ?? 3000;
  return {
    production,
    publicUrl: given.REGREEN_URL ?? `http://localhost:${port}`,
    port,
    dataDir: resolve(given.REGREEN_DATA_DIR),
    databaseUrl: given.DATABASE_URL ?? null,
    github: {
      url: given.GITHUB_URL,
      apiUrl: given.GITHUB_API_URL,
      writeIntervalMs: given.GITHUB_WRITE_INTERVAL_MS,
      app: toGitHubApp(given),
    },
    authSecret: given.AUTH_SECRET ?? given.NEXTAUTH_SECRET ?? null,
    secretKeys: given.REGREEN_SECRET_KEYS ?? null,
    inngest: toInngest(given),
    servers: {
      circleCi: circleCiServer(given),
      buildkite: { url: given.BUILDKITE_API_URL, downloadOrigins: given.BUILDKITE_DOWNLOAD_ORIGINS },
      vercel: { url: given.VERCEL_API_URL },
      sentry: { url: given.SENTRY_URL },
    },
    // Without a wall only by explicit choice: `auto` never falls back to `process`.
    sandbox: given.REGREEN_SANDBOX === "auto" ? "bubblewrap" : given.REGREEN_SANDBOX,
    vercelSandbox: toVercelSandbox(given),
    toolPath: given.REGREEN_TOOL_PATH,
    agentHosts: given.REGREEN_AGENT_HOSTS,
    registries: {
      npm: given.REGREEN_NPM_REGISTRY ?? null,
      python: given.REGREEN_PYTHON_REGISTRY ?? null,
    },
    settleSeconds: given.REGREEN_SETTLE_SECONDS,
    loopIntervalMinutes: given.REGREEN_LOOP_INTERVAL_MINUTES,
    validationTimeoutMinutes: given.REGREEN_VALIDATION_TIMEOUT_MINUTES,
    followUpMinutes: given.REGREEN_FOLLOW_UP_MINUTES,
    reconcileMinutes: given.REGREEN_RECONCILE_MINUTES,
    logLevel: given.LOG_LEVEL,
  };
}

function toGitHubApp(given: Settings): GitHubAppEnv | null {
  const {
    GITHUB_APP_ID: appId,
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITHUB_APP_CLIENT_ID: clientId,
    GITHUB_APP_CLIENT_SECRET: clientSecret,
    GITHUB_WEBHOOK_SECRET: webhookSecret,
  } = given;
  if (!appId || !privateKey || !clientId || !clientSecret || !webhookSecret) return null;
  return {
    appId,
    slug: given.GITHUB_APP_SLUG ?? null,
    privateKey,
    clientId,
    clientSecret,
    webhookSecret,
    webhookSecretPrevious: given.GITHUB_WEBHOOK_SECRET_PREVIOUS ?? null,
  };
}

function toVercelSandbox(given: Settings): VercelSandboxSettings | null {
  const {
    REGREEN_VERCEL_TOKEN: token,
    REGREEN_VERCEL_TEAM_ID: teamId,
    REGREEN_VERCEL_PROJECT_ID: projectId,
  } = given;
  if (!token || !teamId || !projectId) return null;
  return { apiUrl: given.VERCEL_API_URL, token, teamId, projectId };
}

function toInngest(given: Settings): Env["inngest"] {
  const dev = isInngestDev(given);
  const devUrl = dev && given.INNGEST_DEV?.startsWith("http") ? given.INNGEST_DEV : null;
  const inngest = {
    eventKey: given.INNGEST_EVENT_KEY ?? null,
    signingKey: given.INNGEST_SIGNING_KEY ?? null,
    baseUrl: given.INNGEST_BASE_URL ?? devUrl,
    dev,
  };
  return dev || inngest.signingKey !== null ? inngest : null;
}
