import { createPrivateKey } from "node:crypto";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { sandboxIds } from "../sandbox/types";

const url = (protocols: string[]) =>
  z.string().refine((text) => {
    const parsed = URL.canParse(text) ? new URL(text) : null;
    return parsed !== null && protocols.includes(parsed.protocol) && parsed.hostname !== "";
  }, "is not such an address");

const webUrl = () => url(["http:", "https:"]).transform((text) => text.replace(/(?<!\/)\/+$/, ""));

const originUrl = () =>
  webUrl()
    .refine((text) => new URL(text).username === "", "carries a user name")
    .refine((text) => /^https?:\/\/[^/?#]+$/.test(text), "has a path");

const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, "is not a number")
    .transform(Number)
    .pipe(z.number().min(min).max(max));

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, "is not a whole number")
    .transform(Number)
    .pipe(z.number().min(min).max(max));

const secret = (bytesMin: number) =>
  z.string().refine((text) => Buffer.byteLength(text) >= bytesMin, "is too short");

const secretKeys = () =>
  z.string().transform((text, context) => {
    const [first, ...others] = text.split(/[\s,]+/).map(readSecretKey);
    const ids = new Set([first, ...others].map((key) => key?.id));
    if (first && others.every((key) => key !== null) && ids.size === others.length + 1)
      return [first, ...others] as const;
    context.addIssue("is not such a list");
    return z.NEVER;
  });

const privateKey = () =>
  z.string().transform((text, context) => {
    const key = readPrivateKey(text);
    if (key !== null) return key;
    context.addIssue("is not such a key");
    return z.NEVER;
  });

/** Every setting, as text, with what is expected of it. `.env.example` has the same names. */
export const settings = z.object({
  REGREEN_URL: originUrl()
    .optional()
    .describe("where people reach Regreen, such as https://regreen.example.com"),
  PORT: whole(1, 65_535).optional().describe("a port from 1 to 65535"),
  REGREEN_DATA_DIR: z.string().default(".regreen").describe("a folder that this user can write"),
  DATABASE_URL: url(["postgres:", "postgresql:"])
    .refine((text) => !URL.canParse(text) || new URL(text).pathname.length > 1, "names no database")
    .optional()
    .describe("postgresql://user:password@host:5432/database"),

  GITHUB_URL: originUrl()
    .default("https://github.com")
    .describe("https://github.com or the address of a GitHub Enterprise Server"),
  GITHUB_API_URL: webUrl()
    .default("https://api.github.com")
    .describe("https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server"),
  GITHUB_APP_ID: whole(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe("the App ID, a number, from the GitHub App's page"),
  GITHUB_APP_SLUG: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/, "is not a slug")
    .optional()
    .describe("the last part of https://github.com/apps/SLUG"),
  GITHUB_APP_PRIVATE_KEY: privateKey()
    .optional()
    .describe(
      "the GitHub App's RSA key: the PEM file's text, with \\n for line ends, or that text in base64",
    ),
  GITHUB_APP_CLIENT_ID: z.string().optional().describe("the Client ID from the GitHub App's page"),
  GITHUB_APP_CLIENT_SECRET: secret(16).optional().describe("a client secret from the GitHub App's page"),
  GITHUB_WEBHOOK_SECRET: secret(16)
    .optional()
    .describe("the GitHub App's webhook secret, at least 16 characters"),
  GITHUB_WEBHOOK_SECRET_PREVIOUS: secret(16)
    .optional()
    .describe("the webhook secret before the last change, at least 16 characters"),
  GITHUB_WRITE_INTERVAL_MS: whole(0, 60_000).default(1000).describe("milliseconds from 0 to 60000"),

  BUILDKITE_API_URL: originUrl().default("https://api.buildkite.com").describe("https://api.buildkite.com"),
  BUILDKITE_DOWNLOAD_ORIGINS: z
    .string()
    .default("https://*.amazonaws.com,https://*.buildkiteartifacts.com")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .refine((all) => all.every(isDownloadOrigin), "is not such a list")
    .describe("where artifacts are kept: origins with a comma between them, https://*.DOMAIN for subdomains"),
  VERCEL_API_URL: originUrl().default("https://api.vercel.com").describe("https://api.vercel.com"),
  SENTRY_URL: originUrl()
    .default("https://sentry.io")
    .describe("https://sentry.io or the address of a self-hosted Sentry"),
  CIRCLECI_URL: originUrl()
    .default("https://circleci.com")
    .describe("https://circleci.com or the address of a CircleCI Server"),
  CIRCLECI_APP_URL: originUrl()
    .optional()
    .describe("where people open workflows, such as https://app.circleci.com"),
  CIRCLECI_API: z.enum(["v3", "v2"]).optional().describe("v3 (circleci.com) or v2 (CircleCI Server)"),
  CIRCLECI_DOWNLOAD_ORIGINS: z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .refine(
      (all) => all.every((part) => URL.canParse(part) && new URL(part).origin === part),
      "is not such a list",
    )
    .optional()
    .describe("addresses without a path, with a comma between them"),

  AUTH_SECRET: secret(32)
    .optional()
    .describe("at least 32 random characters, such as `openssl rand -base64 32` prints"),
  NEXTAUTH_SECRET: secret(32).optional().describe("the same as AUTH_SECRET, or nothing"),

  REGREEN_SECRET_KEYS: secretKeys()
    .optional()
    .describe(
      "ID:KEY with 32 random bytes in base64, as `npm run -s vault -- new-key` prints; older keys behind it with commas",
    ),

  INNGEST_EVENT_KEY: secret(8).optional().describe("the event key of the Inngest environment"),
  INNGEST_SIGNING_KEY: z
    .string()
    .regex(/^(signkey-[\w]+-)?[0-9a-fA-F]{32,}$/, "is not a signing key")
    .optional()
    .describe("signkey-… from the Inngest environment"),
  INNGEST_BASE_URL: webUrl().optional().describe("the address of a self-hosted Inngest server"),
  INNGEST_DEV: z
    .union([z.enum(["0", "1", "true", "false"]), webUrl()])
    .optional()
    .describe("1, 0, or the address of an Inngest dev server"),

  REGREEN_SANDBOX: z
    .enum(["auto", ...sandboxIds])
    .default("auto")
    .describe(`auto, ${sandboxIds.slice(0, -1).join(", ")} or ${sandboxIds.at(-1)}`),
  REGREEN_VERCEL_TOKEN: secret(16).optional().describe("an access token from Vercel's account settings"),
  REGREEN_VERCEL_TEAM_ID: z
    .string()
    .regex(/^team_\w{1,64}$/, "is not such an ID")
    .optional()
    .describe("team_… from the Vercel team's settings"),
  REGREEN_VERCEL_PROJECT_ID: z
    .string()
    .regex(/^prj_\w{1,64}$/, "is not such an ID")
    .optional()
    .describe("prj_… from the settings of the Vercel project that sandboxes are counted to"),
  REGREEN_TOOL_PATH: z
    .string()
    .transform((text) => text.split(":").filter((folder) => folder !== ""))
    .refine((folders) => folders.every(isAbsolute), "has a folder that does not start with /")
    .default([])
    .describe("absolute folders with a colon between them"),
  REGREEN_AGENT_HOSTS: z
    .string()
    .default("api.anthropic.com,api.openai.com,generativelanguage.googleapis.com,api.codegen.com")
    .transform((text) => text.split(",").map((host) => host.trim()))
    .refine(
      (hosts) => hosts.every((host) => /^[a-z0-9.-]{1,253}(:\d{1,5})?$/.test(host)),
      "names no such host",
    )
    .describe("hosts, each with its port where it is not 443, with a comma between them"),
  REGREEN_NPM_REGISTRY: webUrl().optional().describe("the address of one npm registry, with its path"),
  REGREEN_PYTHON_REGISTRY: webUrl()
    .optional()
    .describe("the address of one index of Python packages, with its path, which often ends with /simple"),
  REGREEN_SETTLE_SECONDS: decimal(0, 600).default(30).describe("seconds from 0 to 600"),
  REGREEN_LOOP_INTERVAL_MINUTES: decimal(0, 1440).default(5).describe("minutes from 0 to 1440"),
  REGREEN_VALIDATION_TIMEOUT_MINUTES: decimal(0.1, 1440).default(60).describe("minutes from 0.1 to 1440"),
  REGREEN_FOLLOW_UP_MINUTES: decimal(0.01, 10_080)
    .default(60)
    .describe("minutes from 0.01 to 10080 (a week)"),
  REGREEN_RECONCILE_MINUTES: whole(1, 30).default(5).describe("whole minutes from 1 to 30"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("info")
    .describe("trace, debug, info, warn, error, fatal or silent"),
});

export type Settings = z.infer<typeof settings>;
export type SettingName = keyof Settings;

export function isInngestDev(given: { INNGEST_DEV?: unknown }): boolean {
  return given.INNGEST_DEV !== undefined && given.INNGEST_DEV !== "0" && given.INNGEST_DEV !== "false";
}

/** In words, for messages: "a port from 1 to 65535". */
export function expectedOf(name: SettingName): string {
  return settings.shape[name].description ?? "nothing";
}

/** An origin, or `https://*.DOMAIN` for every host under a domain of its own. */
function isDownloadOrigin(text: string): boolean {
  const host = text.replace(/^https:\/\/\*\.(?=[\w-]+\.)/, "https://");
  return !host.includes("*") && URL.canParse(host) && new URL(host).origin === host;
}

/** Null for what is not `id:base64 of 32 bytes`. */
function readSecretKey(text: string): { id: string; bytes: Buffer } | null {
  const [, id, encoded] = /^([\w-]{1,32}):([\w+/-]{43}=?)$/.exec(text) ?? [];
  if (id === undefined || encoded === undefined) return null;
  const bytes = Buffer.from(encoded, "base64");
  return bytes.length === 32 ? { id, bytes } : null;
}

/** Accepts what people paste into one line: `\n` for line ends, or the whole file in base64. PKCS#8 PEM comes out. */
function readPrivateKey(text: string): string | null {
  const unescaped = text.replaceAll("\\n", "\n");
  const pem = unescaped.includes("-----BEGIN") ? unescaped : Buffer.from(text, "base64").toString("utf8");
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === "rsa" ? key.export({ type: "pkcs8", format: "pem" }).toString() : null;
  } catch {
    return null;
  }
}
