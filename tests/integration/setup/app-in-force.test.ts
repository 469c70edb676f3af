import { generateKeyPairSync, randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { createAppInForce, NotConfiguredError, requireApp } from "@/lib/app-in-force";
import { createDb } from "@/lib/db/client";
import { KnownSecrets } from "@/lib/known-secrets";
import { createLog } from "@/lib/log";
import { keepGitHubApp } from "@/lib/loops/setup/keep-github-app";
import { createVault } from "@/lib/vault";
import { createTestDatabase } from "@/tests/support/database";
import { readEveryTable } from "@/tests/support/filled-tables";
import { someKey, someVault } from "@/tests/support/vault";

const database = await createTestDatabase();
const db = createDb(database.url, 2);
const vault = someVault();
const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();
const made = {
  appId: 77,
  slug: "regreen-of-acme",
  name: "Regreen of Acme",
  ownerLogin: "acme",
  ownerKind: "Organization",
  clientId: "Iv23.canary",
  clientSecret: `client-${randomUUID()}`,
  webhookSecret: `hook-${randomUUID()}`,
  privateKey,
};

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

describe("the app in force", () => {
  it("is none before setup, which is said with what to do", async () => {
    const appInForce = createAppInForce({ fromEnvironment: null, db, vault });
    expect(await appInForce()).toBeNull();
    await expect(requireApp(appInForce)).rejects.toThrow(NotConfiguredError);
    await expect(requireApp(appInForce)).rejects.toThrow(/Open \/setup/);
  });

  it("is the one made in setup as soon as it is kept, without a restart", async () => {
    const appInForce = createAppInForce({ fromEnvironment: null, db, vault });
    await appInForce();
    expect(await keepGitHubApp({ db, vault }, made)).toBe(true);
    expect(await appInForce()).toEqual({
      from: "setup",
      appId: 77,
      slug: "regreen-of-acme",
      privateKey,
      clientId: "Iv23.canary",
      clientSecret: made.clientSecret,
      webhookSecrets: [made.webhookSecret],
    });
  });

  it("is never overwritten by a second one", async () => {
    expect(await keepGitHubApp({ db, vault }, { ...made, appId: 78 })).toBe(false);
    expect((await createAppInForce({ fromEnvironment: null, db, vault })())?.appId).toBe(77);
  });

  it("is the environment's where there is one, whatever setup has kept", async () => {
    const fromEnvironment = {
      appId: 5,
      slug: null,
      privateKey: "PEM",
      clientId: "Iv1",
      clientSecret: "secret",
      webhookSecret: "current",
      webhookSecretPrevious: "previous",
    };
    expect(await createAppInForce({ fromEnvironment, db, vault })()).toMatchObject({
      from: "environment",
      appId: 5,
      webhookSecrets: ["current", "previous"],
    });
  });

  it("leaves nothing of its keys readable in the database", async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const stored = JSON.stringify(await readEveryTable(client));
    await client.end();
    expect(stored).toContain(made.slug);
    for (const secret of [made.clientSecret, made.webhookSecret, ...privateKey.split("\n").slice(1, -2)]) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString("base64url").slice(0, 24));
    }
  });

  it("keeps its keys out of the log from the moment they are opened", async () => {
    const secrets = new KnownSecrets();
    let lines = "";
    const destination = {
      write: (line: string) => {
        lines += line;
      },
    };
    const log = createLog({ level: "info", secrets, destination });
    const listening = createVault([someKey("test")], (plaintext) => secrets.add(plaintext));
    await createAppInForce({ fromEnvironment: null, db, vault: listening })();
    log.info({ said: `a ${made.clientSecret} b ${made.webhookSecret} c ${privateKey}` }, "leak");
    expect(lines).toContain("leak");
    expect(lines).not.toContain(made.clientSecret);
    expect(lines).not.toContain(made.webhookSecret);
    expect(lines).not.toContain(privateKey.split("\n")[3]);
  });
});
