import { delay, HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { Octokit } from "octokit";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { discoverMemberships } from "@/lib/auth/discover-memberships";
import { knownMembership } from "@/lib/auth/known-membership";
import { createAuthAdapter } from "@/lib/db/auth-adapter";
import { createDb, type Db } from "@/lib/db/client";
import { saveMembership } from "@/lib/db/memberships";
import type { GitHubClient } from "@/lib/github/client";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { somePullRequest } from "@/tests/support/rows";

const apiUrl = "https://github.test/api/v3";
const server = setupServer();
const github: GitHubClient = {
  webUrl: "https://github.test",
  appId: async () => 1,
  octokit: async () =>
    new Octokit({ baseUrl: apiUrl, retry: { enabled: false }, throttle: { enabled: false } }),
  app: async () => new Octokit({ baseUrl: apiUrl }),
  token: async () => "unused",
};
const checkedAt = new Date("2026-01-01T12:00:00Z");
const later = new Date("2026-01-01T12:05:00Z");

let database: TestDatabase;
let db: Db;
let people = 0;

beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  database = await createTestDatabase();
  db = createDb(database.url);
});
afterEach(() => server.resetHandlers());
afterAll(async () => {
  server.close();
  await db.$disconnect();
  await database.drop();
});

async function somePerson() {
  people += 1;
  const githubUserId = BigInt(5_000 + people);
  const user = await db.user.create({ data: { githubUserId, login: `person-${people}` } });
  return { userId: user.id, githubUserId, login: `person-${people}` };
}

function gitHubSays(role: "admin" | "member" | 404) {
  server.use(
    http.get(`${apiUrl}/orgs/:org/memberships/:login`, () =>
      role === 404 ? HttpResponse.json({}, { status: 404 }) : HttpResponse.json({ state: "active", role }),
    ),
  );
}

it("a membership is believed for five minutes, then GitHub is asked again", async () => {
  const { organization } = await somePullRequest(db);
  const person = await somePerson();
  await saveMembership(db, { organizationId: organization.id, userId: person.userId }, "member", checkedAt);
  const soon = new Date(later.getTime() - 1);
  expect(await knownMembership({ db, github, now: soon }, person, organization.login)).toMatchObject({
    role: "member",
  });
  gitHubSays("admin");
  expect(await knownMembership({ db, github, now: later }, person, organization.login)).toMatchObject({
    role: "admin",
  });
});

it("who left an organization is out for good, and cannot tell it from one that does not exist", async () => {
  const { organization } = await somePullRequest(db);
  const person = await somePerson();
  await saveMembership(db, { organizationId: organization.id, userId: person.userId }, "member", checkedAt);
  gitHubSays(404);
  expect(await knownMembership({ db, github, now: later }, person, organization.login)).toBeNull();
  expect(await db.membership.count({ where: { userId: person.userId } })).toBe(0);
  expect(await knownMembership({ db, github, now: later }, person, "no-such-organization")).toBeNull();
});

it("nobody gets in while GitHub cannot be asked and the last answer is old", async () => {
  const { organization } = await somePullRequest(db);
  const person = await somePerson();
  await saveMembership(db, { organizationId: organization.id, userId: person.userId }, "member", checkedAt);
  server.use(http.get(`${apiUrl}/orgs/:org/memberships/:login`, () => HttpResponse.error()));
  await expect(knownMembership({ db, github, now: later }, person, organization.login)).rejects.toThrow();
});

it("sign-in finds the organizations one is a member of, and forgets the others", async () => {
  const { organization } = await somePullRequest(db);
  const { organization: left } = await somePullRequest(db);
  const person = await somePerson();
  await saveMembership(db, { organizationId: left.id, userId: person.userId }, "admin", checkedAt);
  gitHubSays("member");
  server.use(
    http.get(`${apiUrl}/user/installations`, async ({ request }) => {
      await delay(0);
      expect(request.headers.get("authorization")).toBe("token the-persons-own");
      return HttpResponse.json({
        total_count: 2,
        installations: [{ id: Number(organization.installationId) }, { id: 987_654_321 }],
      });
    }),
  );
  await discoverMemberships({ db, github, apiUrl, now: later }, person, "the-persons-own");
  const memberships = await db.membership.findMany({ where: { userId: person.userId } });
  expect(memberships.map((row) => row.organizationId)).toEqual([organization.id]);
});

it("an outside collaborator sees the installation and still is no member", async () => {
  const { organization } = await somePullRequest(db);
  const person = await somePerson();
  gitHubSays(404);
  server.use(
    http.get(`${apiUrl}/user/installations`, () =>
      HttpResponse.json({ total_count: 1, installations: [{ id: Number(organization.installationId) }] }),
    ),
  );
  await discoverMemberships({ db, github, apiUrl, now: later }, person, "token");
  expect(await db.membership.count({ where: { userId: person.userId } })).toBe(0);
});

it("an installation on a person's account belongs to that person only", async () => {
  const { organization } = await somePullRequest(db);
  await db.organization.update({ where: { id: organization.id }, data: { kind: "User" } });
  const owner = await somePerson();
  await db.organization.update({
    where: { id: organization.id },
    data: { githubAccountId: owner.githubUserId },
  });
  const other = await somePerson();
  for (const person of [owner, other])
    await saveMembership(db, { organizationId: organization.id, userId: person.userId }, "admin", checkedAt);
  expect(await knownMembership({ db, github, now: later }, owner, organization.login)).toMatchObject({
    role: "admin",
  });
  expect(await knownMembership({ db, github, now: later }, other, organization.login)).toBeNull();
});

it("linking an account keeps no token", async () => {
  const person = await somePerson();
  await createAuthAdapter(db).linkAccount?.({
    userId: person.userId,
    type: "oauth",
    provider: "github",
    providerAccountId: String(person.githubUserId),
    access_token: "gho_canary",
    refresh_token: "ghr_canary",
  });
  const [account] = await db.account.findMany({ where: { userId: person.userId } });
  expect(account?.providerAccountId).toBe(String(person.githubUserId));
  expect(JSON.stringify(account)).not.toContain("canary");
});

it("a second GitHub account is never linked to whoever is signed in", async () => {
  const person = await somePerson();
  const link = createAuthAdapter(db).linkAccount?.({
    userId: person.userId,
    type: "oauth",
    provider: "github",
    providerAccountId: "1",
  });
  await expect(link).rejects.toThrow("sign out first");
  expect(await db.account.count({ where: { userId: person.userId } })).toBe(0);
});
