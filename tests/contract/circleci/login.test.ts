import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkCircleCiToken } from "@/lib/ci/circleci/account";
import { createDb, type Db } from "@/lib/db/client";
import { findConnection } from "@/lib/db/connections";
import { loadEnv } from "@/lib/env";
import { connectToken } from "@/lib/loops/connections/connect-token";
import { makeLoginCode, takeLoginCode } from "@/lib/loops/connections/login-code";
import { authorize } from "@/lib/standalone/circleci-login/authorize";
import { handOver } from "@/lib/standalone/circleci-login/hand-over";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";
import { somePullRequest } from "@/tests/support/rows";
import { someVault } from "@/tests/support/vault";

let lab: TestLab;
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  lab = await startTestLab({ webhookUrl: null });
  database = await createTestDatabase();
  db = createDb(database.url, 5);
});
afterAll(async () => {
  await lab.remove();
  await db.$disconnect();
  await database.drop();
});

function world(now = new Date()) {
  const circleCi = { url: lab.circleUrl, appUrl: lab.circleUrl, api: "v3" as const, downloadOrigins: [] };
  const servers = { ...loadEnv({ NODE_ENV: "test" }).servers, circleCi };
  return { db, vault: someVault(), servers, now: () => now };
}

/** What the person does in the browser: the form's button, then the redirect back to the command. */
async function allow(url: string, login = "ada"): Promise<Response> {
  const form = new URLSearchParams(new URL(url).searchParams);
  form.set("login", login);
  form.set("level", "read");
  const answer = await fetch(`${lab.circleUrl}/oauth/authorize`, {
    method: "POST",
    body: form,
    redirect: "manual",
  });
  return fetch(answer.headers.get("location") ?? "");
}

describe("the login command", () => {
  it("gets a token that reads, for ninety days, through the person's own browser", async () => {
    const token = await authorize(new URL(lab.circleUrl), (url) => void allow(url));
    expect(token.expiresInSeconds).toBe(90 * 86_400);
    expect(await checkCircleCiToken(world().servers.circleCi, token.accessToken)).toMatchObject({
      ok: true,
      account: { name: "ada" },
    });
    const { tokens } = await lab.control.circle();
    expect(tokens.find((one) => one.token === token.accessToken)?.level).toBe("read");
  });

  it("does not take an answer that it did not ask for", async () => {
    const answers: number[] = [];
    await authorize(new URL(lab.circleUrl), async (url) => {
      const forged = new URL(new URL(url).searchParams.get("redirect_uri") ?? "");
      forged.searchParams.set("code", "stolen");
      forged.searchParams.set("state", "guessed");
      answers.push((await fetch(forged)).status);
      await allow(url);
    });
    expect(answers).toEqual([400]);
  });

  it("says so when the person does not allow it", async () => {
    const refused = authorize(new URL(lab.circleUrl), async (url) => {
      const asked = new URL(url).searchParams;
      const back = new URL(asked.get("redirect_uri") ?? "");
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("state", asked.get("state") ?? "");
      await fetch(back);
    });
    await expect(refused).rejects.toThrow("did not allow it");
  });

  it("hands the token over with the code, and repeats what Regreen answers", async () => {
    const bodies: unknown[] = [];
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      bodies.push({ path: request.url, ...JSON.parse(text) });
      const refused = bodies.length > 1;
      response
        .writeHead(refused ? 403 : 201)
        .end(refused ? '{"error":"This code was used."}' : '{"login":"ada"}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const regreen = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const token = { accessToken: "CCIPAT_x", expiresInSeconds: 60 };
    expect(await handOver(regreen, "the-code", token)).toBe("ada");
    expect(bodies).toEqual([
      { path: "/api/circleci/login", code: "the-code", token: "CCIPAT_x", expiresInSeconds: 60 },
    ]);
    await expect(handOver(regreen, "the-code", token)).rejects.toThrow("This code was used.");
    server.close();
  });
});

describe("a one-time code", () => {
  it("opens the organization of the owner who made it, once, however many try at the same time", async () => {
    const { organization } = await somePullRequest(db);
    const code = await makeLoginCode(world(), organization.id, "ada");
    const taken = await Promise.all([1, 2, 3, 4].map(() => takeLoginCode(world(), code)));
    expect(taken.filter((one) => one !== null)).toEqual([
      { organizationId: organization.id, byLogin: "ada" },
    ]);
  });

  it("holds for ten minutes and no longer, and not at all when a letter is wrong", async () => {
    const { organization } = await somePullRequest(db);
    const made = new Date("2026-01-01T12:00:00Z");
    const code = await makeLoginCode(world(made), organization.id, "ada");
    expect(await takeLoginCode(world(new Date("2026-01-01T12:10:00Z")), code)).toBeNull();
    expect(await takeLoginCode(world(made), `${code}x`)).toBeNull();
    expect(await takeLoginCode(world(made), "")).toBeNull();
    expect(await takeLoginCode(world(made), code)).not.toBeNull();
  });
});

describe("connecting", () => {
  const given = {
    provider: "circleci",
    account: "",
    kind: "pasted",
    expiresAt: null,
    byLogin: "ada",
  } as const;

  it("keeps a token that CircleCI knows, sealed, and says whose it is", async () => {
    const { organization } = await somePullRequest(db);
    const token = await lab.control.circleToken({ login: "mia", level: "admin", organizations: ["acme"] });
    const connected = await connectToken(world(), { ...given, organizationId: organization.id, token });
    expect(connected).toMatchObject({ ok: true, account: "mia" });
    const row = connected.ok ? await findConnection(db, organization.id, connected.connectionId) : null;
    expect(row?.tokenSealed).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it.each([
    ["CircleCI does not know", `CCIPAT_${"0".repeat(32)}`, "does not know this token"],
    ["is cut short", "CCIPAT_1", "It may be cut short"],
    ["has a line in it", `CCIPAT_${"0".repeat(16)}\n${"0".repeat(16)}`, "one word without spaces"],
  ])("keeps nothing of a token that %s, and says what is wrong", async (_what, token, words) => {
    const { organization } = await somePullRequest(db);
    const refused = await connectToken(world(), { ...given, organizationId: organization.id, token });
    expect(refused).toMatchObject({ ok: false, reason: expect.stringContaining(words) });
    expect(await db.connection.count({ where: { organizationId: organization.id } })).toBe(0);
  });
});
