import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAppInForce, requireApp } from "@/lib/app-in-force";
import { setupGeneration } from "@/lib/auth/setup-generation";
import type { Context } from "@/lib/context";
import { createDb } from "@/lib/db/client";
import { openLoop } from "@/lib/db/loops";
import { saveOrganization } from "@/lib/db/organizations";
import { type SetupCheck, setupChecks } from "@/lib/domain/setup/checks";
import { appManifest } from "@/lib/domain/setup/manifest";
import { createGitHubClient } from "@/lib/github/client";
import { receiveDelivery } from "@/lib/loops/receive-delivery";
import { forgetApp } from "@/lib/loops/setup/forget-app";
import { lookAtSetup } from "@/lib/loops/setup/look-at-setup";
import { pointAppHook } from "@/lib/loops/setup/point-app-hook";
import { sendTestEvent } from "@/lib/loops/setup/send-test-event";
import { takeInApp } from "@/lib/loops/setup/take-in-app";
import { someContext } from "@/tests/support/context";
import { createTestDatabase } from "@/tests/support/database";
import { installOnLab, makeAppOnLab } from "@/tests/support/lab/make-app";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";
import { somePullRequest } from "@/tests/support/rows";

/** One story from an empty installation on a machine that GitHub does not reach, to the last tick. */

const database = await createTestDatabase();
const db = createDb(database.url, 4);
let lab: TestLab;
let ctx: Context;

/** Stands for the relay: it passes on what it gets, to wherever this process listens. */
const relay = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const header = (name: string) => (request.headers[name] as string | undefined) ?? null;
  const { kind } = await receiveDelivery(ctx, {
    event: header("x-github-event"),
    deliveryId: header("x-github-delivery"),
    signature: header("x-hub-signature-256"),
    body: Buffer.concat(chunks),
  });
  response.writeHead({ accepted: 202, duplicate: 200, forged: 401, bad_request: 400 }[kind]).end();
});
let relayUrl: string;

beforeAll(async () => {
  lab = await startTestLab({ withoutApp: true, webhookUrl: null });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  relayUrl = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  const base = someContext(db);
  const appInForce = createAppInForce({ fromEnvironment: null, db, vault: base.vault });
  const github = createGitHubClient({
    webUrl: lab.githubUrl,
    apiUrl: lab.githubApiUrl,
    app: () => requireApp(appInForce),
    writeIntervalMs: 0,
  });
  ctx = { ...base, appInForce, github, now: () => new Date() };
});
afterAll(async () => {
  relay.close();
  await lab.remove();
  await db.$disconnect();
  await database.drop();
});

it("begins with nothing, asks GitHub nothing, and takes no delivery for true", async () => {
  expect(await states()).toMatchObject({ app: "waiting", keys: "waiting", delivery: "waiting" });
  const forged = { event: "push", deliveryId: "1", signature: null, body: Buffer.from("{}") };
  expect((await receiveDelivery(ctx, forged)).kind).toBe("forged");
});

it("takes the app in when its owner has made it, and knows a code that is worth nothing", async () => {
  expect(await takeInApp(ctx, lab.githubApiUrl, "deadbeef")).toEqual({ kind: "spent_code" });
  const manifest = appManifest({
    name: "Regreen of acme",
    publicUrl: "http://localhost:3000",
    hookUrl: null,
  });
  const made = await makeAppOnLab(lab, { owner: "acme", manifest });
  if ("refusal" in made) throw new Error(made.refusal);
  expect(await takeInApp(ctx, lab.githubApiUrl, made.code)).toEqual({
    kind: "kept",
    slug: "regreen-of-acme",
  });
  expect(await takeInApp(ctx, lab.githubApiUrl, made.code)).toEqual({ kind: "exists" });
  expect(await states()).toMatchObject({
    app: "done",
    keys: "done",
    permissions: "done",
    hook: "problem",
    installation: "waiting",
  });
});

it("says that there is no hook to move, moves it once a person has switched it on, and then hears GitHub", async () => {
  expect(await sendTestEvent(ctx)).toEqual({ kind: "no_hook" });
  expect(await pointAppHook(ctx, relayUrl)).toEqual({ kind: "no_hook" });
  await lab.control.setWebhook("http://127.0.0.1:9/typed-by-hand");
  expect(await pointAppHook(ctx, "http://localhost:3000/api/webhooks/github")).toMatchObject({
    kind: "refused",
    message: expect.stringContaining("public Internet"),
  });
  expect(await pointAppHook(ctx, relayUrl)).toEqual({ kind: "pointed" });
  expect(await sendTestEvent(ctx)).toEqual({ kind: "nothing_to_send" });
  await installOnLab(lab, "regreen-of-acme", "acme");
  await expect.poll(states).toMatchObject({ hook: "done", delivery: "done" });
});

it("knows the installation and its repositories although their delivery is not handled yet", async () => {
  expect(await states()).toMatchObject({ installation: "done", repository: "done", test: "waiting" });
});

it("is done when GitHub has sent something again and it arrived", async () => {
  expect(await sendTestEvent(ctx)).toEqual({ kind: "asked", event: "installation" });
  await expect.poll(states).toEqual(Object.fromEntries(setupIds.map((id) => [id, "done"])));
});

it("tells nobody of organizations that are not theirs", async () => {
  const facts = await lookAtSetup(ctx, ["somebody-elses"]);
  expect(facts.installations).toEqual([]);
  expect(facts.repositories).toEqual({ names: [], count: 0 });
});

it("says so when GitHub no longer accepts the key, and lets the server's token open the setup again", async () => {
  const appInForce = async () => {
    const app = await requireApp(ctx.appInForce);
    return { ...app, appId: app.appId + 1 };
  };
  const github = createGitHubClient({
    webUrl: lab.githubUrl,
    apiUrl: lab.githubApiUrl,
    app: appInForce,
    writeIntervalMs: 0,
  });
  const refused = { ...ctx, appInForce, github };
  const checks = setupChecks(await lookAtSetup(refused));
  expect(checks.find(({ id }) => id === "keys")).toMatchObject({
    state: "problem",
    says: expect.stringContaining("401"),
  });
  expect(await setupGeneration(refused)).toBe(1);
  expect(await setupGeneration(ctx), "owners can sign in").toBeNull();
});

it("forgets the app with its keys and ends what is open; the organization comes back with the next app", async () => {
  const { organization, repository, pullRequest } = await somePullRequest(db);
  const loop = await openLoop(
    db,
    {
      organizationId: organization.id,
      repositoryId: repository.id,
      pullRequestId: pullRequest.id,
      headSha: pullRequest.headSha,
      trigger: "github-actions:1",
      failingRunIds: [],
      attemptLimit: 3,
      deadlineAt: new Date(Date.now() + 60_000),
      repairBranch: (id) => id,
      appliesAttemptId: null,
    },
    ctx.now(),
  );
  expect(await forgetApp(ctx, "ada")).toBe(true);
  expect(await db.gitHubApp.count()).toBe(0);
  expect(await ctx.appInForce()).toBeNull();
  expect(await db.repairLoop.findUniqueOrThrow({ where: { id: loop?.id ?? "" } })).toMatchObject({
    state: "ended",
    outcome: "cancelled",
    endReason: "The GitHub App was forgotten in setup.",
  });
  expect(await states()).toMatchObject({ app: "waiting", keys: "waiting" });
  expect(await forgetApp(ctx, "ada"), "there is nothing more to forget").toBe(false);

  await saveOrganization(
    db,
    { ...organization, installationId: organization.installationId + 1n, suspended: false },
    ctx.now(),
  );
  expect(await db.organization.findUniqueOrThrow({ where: { id: organization.id } })).toMatchObject({
    removedAt: null,
  });
  expect(await db.repairLoop.count({ where: { organizationId: organization.id } })).toBe(1);
});

const setupIds = [
  "app",
  "keys",
  "permissions",
  "hook",
  "installation",
  "repository",
  "delivery",
  "test",
] as const;

async function states(): Promise<Record<string, SetupCheck["state"]>> {
  return Object.fromEntries(setupChecks(await lookAtSetup(ctx)).map(({ id, state }) => [id, state]));
}
