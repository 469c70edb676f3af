import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadEnv, secretsOf } from "@/lib/env";
import { EnvError } from "@/lib/env/env-error";
import { settings } from "@/lib/env/settings";

const pem = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();

const githubApp = {
  GITHUB_APP_ID: "7",
  GITHUB_APP_PRIVATE_KEY: pem,
  GITHUB_APP_CLIENT_ID: "Iv1.0",
  GITHUB_APP_CLIENT_SECRET: "0123456789abcdef",
  GITHUB_WEBHOOK_SECRET: "fedcba9876543210",
};
const inngestKeys = { INNGEST_EVENT_KEY: "event-key", INNGEST_SIGNING_KEY: `signkey-prod-${"a".repeat(64)}` };
const authSecret = "x".repeat(32);
const secretKeys = `k1:${Buffer.alloc(32, 1).toString("base64")}`;

describe("env", () => {
  it("runs embedded with nothing set", () => {
    expect(loadEnv({})).toMatchObject({
      publicUrl: "http://localhost:3000",
      databaseUrl: null,
      inngest: null,
      authSecret: null,
      github: { url: "https://github.com", apiUrl: "https://api.github.com", app: null },
      sandbox: "bubblewrap",
      settleSeconds: 30,
      followUpMinutes: 60,
    });
  });

  it.each([
    ["PORT", "hunter2"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["REGREEN_URL", "hunter2"],
    ["REGREEN_URL", "https://hunter2.example/path"],
    ["REGREEN_URL", "ftp://hunter2.example"],
    ["DATABASE_URL", "hunter2"],
    ["DATABASE_URL", "mysql://hunter2@db/x"],
    ["DATABASE_URL", "postgresql://hunter2@db"],
    ["GITHUB_APP_ID", "hunter2"],
    ["GITHUB_APP_PRIVATE_KEY", "hunter2"],
    ["GITHUB_APP_SLUG", "hunter2!"],
    ["GITHUB_WEBHOOK_SECRET", "hunter2"],
    ["GITHUB_WRITE_INTERVAL_MS", "60001"],
    ["AUTH_SECRET", "hunter2"],
    ["REGREEN_SECRET_KEYS", "hunter2"],
    ["REGREEN_SECRET_KEYS", `hunter2:${Buffer.alloc(31).toString("base64")}`],
    ["REGREEN_SECRET_KEYS", `${secretKeys},hunter2`],
    ["REGREEN_SECRET_KEYS", `${secretKeys},${secretKeys}`],
    ["BUILDKITE_DOWNLOAD_ORIGINS", "https://*.amazonaws.com,hunter2"],
    ["BUILDKITE_DOWNLOAD_ORIGINS", "https://*.hunter2"],
    ["INNGEST_SIGNING_KEY", "hunter2"],
    ["INNGEST_DEV", "hunter2"],
    ["REGREEN_SANDBOX", "hunter2"],
    ["REGREEN_TOOL_PATH", "/usr/bin:hunter2"],
    ["REGREEN_SETTLE_SECONDS", "-1"],
    ["REGREEN_SETTLE_SECONDS", "Infinity"],
    ["REGREEN_FOLLOW_UP_MINUTES", "0"],
    ["REGREEN_RECONCILE_MINUTES", "1.5"],
    ["LOG_LEVEL", "hunter2"],
  ])("refuses %s=%s with name, problem and what is expected, never the value", (name, value) => {
    const error = refusal({ [name]: value });
    expect(error.problems.map((problem) => problem.name)).toContain(name);
    expect(error.message).toMatch(new RegExp(`${name} \\S.* Expected: \\S`));
    expect(error.message).not.toContain("hunter2");
  });

  it("names every wrong setting at once", () => {
    expect(refusal({ PORT: "x", LOG_LEVEL: "loud" }).problems.map(({ name }) => name)).toEqual([
      "PORT",
      "LOG_LEVEL",
    ]);
  });

  it("names what is missing in the same message as what is wrong", () => {
    const source = { NODE_ENV: "production", PORT: "x", DATABASE_URL: "nowhere", GITHUB_APP_ID: "x" };
    const names = refusal(source).problems.map(({ name }) => name);
    expect(names).toEqual([
      "PORT",
      "DATABASE_URL",
      "GITHUB_APP_ID",
      ...Object.keys(githubApp).slice(1),
      "AUTH_SECRET",
      "REGREEN_SECRET_KEYS",
    ]);
  });

  it.each(Object.keys(githubApp))("refuses a GitHub App without %s", (name) => {
    const error = refusal({ ...githubApp, [name]: undefined });
    expect(error.problems).toMatchObject([
      { name, problem: expect.stringMatching(/^is missing while GITHUB_/) },
    ]);
  });

  it.each([
    [{ GITHUB_URL: "https://github.example.com" }, "GITHUB_API_URL"],
    [{ GITHUB_API_URL: "https://github.example.com/api/v3" }, "GITHUB_URL"],
    [{ GITHUB_WEBHOOK_SECRET_PREVIOUS: "0123456789abcdef" }, "GITHUB_WEBHOOK_SECRET"],
    [{ INNGEST_EVENT_KEY: inngestKeys.INNGEST_EVENT_KEY }, "INNGEST_SIGNING_KEY"],
    [{ INNGEST_SIGNING_KEY: inngestKeys.INNGEST_SIGNING_KEY }, "INNGEST_EVENT_KEY"],
    [{ INNGEST_BASE_URL: "https://inngest.example.com" }, "INNGEST_SIGNING_KEY"],
    [{ AUTH_SECRET: authSecret, NEXTAUTH_SECRET: "y".repeat(32) }, "NEXTAUTH_SECRET"],
    [{ REGREEN_SANDBOX: "vercel-sandbox" }, "REGREEN_VERCEL_TOKEN"],
    [
      { REGREEN_VERCEL_TOKEN: "0123456789abcdef", REGREEN_VERCEL_TEAM_ID: "team_1" },
      "REGREEN_VERCEL_PROJECT_ID",
    ],
    [{ NODE_ENV: "production" }, "REGREEN_SECRET_KEYS"],
    [{ NODE_ENV: "production", INNGEST_DEV: "1" }, "INNGEST_DEV"],
    [{ NODE_ENV: "production", INNGEST_DEV: "http://localhost:8288", ...inngestKeys }, "INNGEST_DEV"],
    [{ NODE_ENV: "production", DATABASE_URL: "postgresql://db/regreen" }, "AUTH_SECRET"],
  ])("refuses half a configuration: %o", (source, name) => {
    expect(refusal(source).problems.map((problem) => problem.name)).toContain(name);
  });

  it.each([
    ["as a file's text", pem],
    ["with escaped line ends", pem.replaceAll("\n", "\\n")],
    ["in base64", Buffer.from(pem).toString("base64")],
  ])("reads the private key %s", (_form, text) => {
    const { app } = loadEnv({ ...githubApp, GITHUB_APP_PRIVATE_KEY: text }).github;
    expect(app?.privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });

  it("reads keys for stored secrets in their order, with commas or spaces between them", () => {
    const older = `k0:${Buffer.alloc(32, 7).toString("base64url")}`;
    for (const separator of [",", " ", ", ", "\n"])
      expect(loadEnv({ REGREEN_SECRET_KEYS: `${secretKeys}${separator}${older}` }).secretKeys).toEqual([
        { id: "k1", bytes: Buffer.alloc(32, 1) },
        { id: "k0", bytes: Buffer.alloc(32, 7) },
      ]);
  });

  it("says in production with which command a key for stored secrets is made", () => {
    expect(refusal({ NODE_ENV: "production" }).message).toContain("npm run -s vault -- new-key >> .env");
  });

  it("counts an empty value as none", () => {
    expect(loadEnv({ PORT: "", GITHUB_APP_ID: " ", INNGEST_DEV: "" })).toEqual(loadEnv({}));
  });

  it("takes Inngest with both keys in production, and the dev server only outside of it", () => {
    const production = { NODE_ENV: "production", REGREEN_SECRET_KEYS: secretKeys };
    expect(loadEnv({ ...production, ...inngestKeys }).inngest).toMatchObject({
      dev: false,
      baseUrl: null,
    });
    expect(loadEnv({ INNGEST_DEV: "http://localhost:8288" }).inngest).toMatchObject({
      dev: true,
      baseUrl: "http://localhost:8288",
    });
    expect(loadEnv({ INNGEST_DEV: "0" }).inngest).toBeNull();
  });

  it("lists every secret for the log's redaction", () => {
    const source = {
      ...githubApp,
      ...inngestKeys,
      AUTH_SECRET: authSecret,
      REGREEN_SECRET_KEYS: secretKeys,
      DATABASE_URL: "postgresql://u:pass@db/x",
    };
    expect(secretsOf(loadEnv(source))).toEqual(
      expect.arrayContaining([
        "pass",
        secretKeys.slice("k1:".length),
        authSecret,
        inngestKeys.INNGEST_SIGNING_KEY,
        inngestKeys.INNGEST_EVENT_KEY,
        githubApp.GITHUB_APP_CLIENT_SECRET,
        githubApp.GITHUB_WEBHOOK_SECRET,
      ]),
    );
  });

  it("is documented in .env.example, setting by setting, with nothing else in it", () => {
    const documented = [...readFileSync(".env.example", "utf8").matchAll(/^# ([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    expect(documented.sort()).toEqual(Object.keys(settings.shape).sort());
  });
});

function refusal(source: Record<string, string | undefined>): EnvError {
  try {
    loadEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error;
    throw error;
  }
  throw new Error("was accepted");
}
