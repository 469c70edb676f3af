import { describe, expect, it } from "vitest";
import { isSetupDone, type SetupCheck, setupChecks } from "@/lib/domain/setup/checks";
import type { ListedApp, ListedDelivery, SetupFacts } from "@/lib/domain/setup/facts";
import { neededPermissions } from "@/lib/domain/setup/needed-permissions";

const permissions = Object.fromEntries(neededPermissions.map(({ name, level }) => [name, level]));
const listed: ListedApp = {
  slug: "regreen-acme",
  name: "Regreen acme",
  url: "https://github.com/apps/regreen-acme",
  ownerId: 1,
  ownerLogin: "acme",
  ownerKind: "Organization",
  permissions,
  events: [],
};
const delivery: ListedDelivery = {
  id: 1,
  event: "installation",
  action: "created",
  at: new Date("2026-01-01T12:00:00Z"),
  statusCode: 202,
  status: "OK",
  redelivery: false,
};
const nothing: SetupFacts = {
  githubUrl: "https://github.com",
  ownHookUrl: "https://regreen.example.com/api/webhooks/github",
  app: null,
  key: null,
  hookUrl: null,
  deliveries: [],
  installations: [],
  received: false,
  repositories: { names: [], count: 0 },
};
const everything: SetupFacts = {
  ...nothing,
  app: { from: "setup", appId: 7 },
  key: { kind: "accepted", app: listed },
  hookUrl: nothing.ownHookUrl,
  deliveries: [{ ...delivery, id: 2, redelivery: true }, delivery],
  installations: [{ id: 11, login: "acme", kind: "Organization", permissions, suspended: false }],
  received: true,
  repositories: { names: ["acme/shop"], count: 4 },
};

describe("the setup's checks", () => {
  it("all wait for somebody in an empty installation, and nothing counts as wrong", () => {
    expect(statesOf(nothing)).toEqual({
      app: "waiting",
      keys: "waiting",
      permissions: "waiting",
      hook: "waiting",
      installation: "waiting",
      repository: "waiting",
      delivery: "waiting",
      test: "waiting",
    });
  });

  it("are all done when everything was seen to work", () => {
    expect(Object.values(statesOf(everything))).toEqual(Array(8).fill("done"));
    expect(isSetupDone(setupChecks(everything))).toBe(true);
    expect(check(everything, "repository").says).toBe("acme/shop and 3 more.");
  });

  it.each([
    [
      "refused",
      { kind: "refused", status: 401 },
      /does not accept the key of app 7 \(it answers 401\).*deleted/,
    ],
    [
      "silence",
      { kind: "unreachable", message: "connect ECONNREFUSED" },
      /does not answer: connect ECONNREFUSED/,
    ],
    [
      "a lost sealing key",
      { kind: "unreadable", message: "sealed with the key k0" },
      /sealed with the key k0/,
    ],
  ] as const)("says what is wrong with the key: %s", (_name, key, words) => {
    const facts = { ...everything, key };
    expect(check(facts, "keys").state).toBe("problem");
    expect(check(facts, "keys").says).toMatch(words);
    expect(isSetupDone(setupChecks(facts))).toBe(false);
  });

  it("says which variables to compare where the environment's key is refused", () => {
    const facts: SetupFacts = {
      ...everything,
      app: { from: "environment", appId: 7 },
      key: { kind: "refused", status: 401 },
    };
    expect(check(facts, "keys").says).toContain("GITHUB_APP_PRIVATE_KEY");
  });

  it.each([
    ["needed", "contents", "problem"],
    ["optional", "statuses", "waiting"],
  ])(
    "shows a missing %s permission with its features and the app's page that adds it",
    (_kind, name, state) => {
      const { [name]: _gone, ...fewer } = permissions;
      const found = check(
        { ...everything, key: { kind: "accepted", app: { ...listed, permissions: fewer } } },
        "permissions",
      );
      expect(found.state).toBe(state);
      expect(found.missing).toMatchObject([
        {
          permission: { name },
          where: { kind: "app" },
          url: "https://github.com/organizations/acme/settings/apps/regreen-acme/permissions",
        },
      ]);
    },
  );

  it("counts read as too little where write is needed, and leads the installation's owner to accept it", () => {
    const installations = [
      {
        ...everything.installations[0],
        id: 11,
        login: "acme",
        kind: "Organization" as const,
        suspended: false,
        permissions: { ...permissions, contents: "read" },
      },
      {
        id: 12,
        login: "ada",
        kind: "User" as const,
        suspended: false,
        permissions: { ...permissions, checks: "read" },
      },
    ];
    expect(check({ ...everything, installations }, "permissions").missing?.map(({ url }) => url)).toEqual([
      "https://github.com/settings/installations/12/permissions/update",
      "https://github.com/organizations/acme/settings/installations/11/permissions/update",
    ]);
  });

  it("asks no person's account for members, which it does not have", () => {
    const { members: _none, ...own } = permissions;
    const installations = [
      { id: 12, login: "ada", kind: "User" as const, permissions: own, suspended: false },
    ];
    expect(check({ ...everything, installations }, "permissions").state).toBe("done");
  });

  it("says without a hook what happens instead", () => {
    const found = check({ ...everything, hookUrl: null, deliveries: [] }, "hook");
    expect(found).toMatchObject({ state: "problem", says: expect.stringMatching(/every few minutes/) });
    expect(found.link?.url).toBe("https://github.com/organizations/acme/settings/apps/regreen-acme");
  });

  it.each([
    [{ statusCode: 401, status: "Unauthorized" }, /signature did not match/],
    [{ statusCode: 404, status: "Not Found" }, /leads to something else/],
    [{ statusCode: 0, status: "failed to connect to host" }, /failed to connect to host\. Can GitHub reach/],
    [{ statusCode: 502, status: "Bad Gateway" }, /502 Bad Gateway/],
  ])("tells from the last delivery why nothing arrives: %o", (answer, words) => {
    const found = check({ ...everything, deliveries: [{ ...delivery, ...answer }] }, "hook");
    expect(found).toMatchObject({ state: "problem", says: expect.stringMatching(words) });
  });

  it("waits for a hook that has delivered nothing yet", () => {
    expect(check({ ...everything, deliveries: [] }, "hook").state).toBe("waiting");
    expect(check({ ...everything, deliveries: [] }, "test").says).toMatch(/nothing to send again yet/);
  });

  it("takes only a repetition that was answered for a test that worked", () => {
    expect(check({ ...everything, deliveries: [delivery] }, "test").state).toBe("waiting");
    const failed = { ...delivery, id: 3, redelivery: true, statusCode: 500 };
    expect(check({ ...everything, deliveries: [failed, delivery] }, "test").state).toBe("problem");
  });

  it("says who may ask for a test event, and leads to GitHub's own page for it", () => {
    const waiting = check({ ...everything, deliveries: [delivery] }, "test");
    expect(waiting.canBeTested?.by).toMatch(/^Only owners of acme can ask/);
    expect(waiting.link?.url).toBe(
      "https://github.com/organizations/acme/settings/apps/regreen-acme/advanced",
    );
    expect(check({ ...everything, deliveries: [] }, "test").canBeTested).toBeUndefined();
  });

  it("does not count a suspended installation", () => {
    const [installation] = everything.installations.map((one) => ({ ...one, suspended: true }));
    const installations = installation === undefined ? [] : [installation];
    expect(check({ ...everything, installations }, "installation").state).toBe("problem");
  });
});

function statesOf(facts: SetupFacts): Record<string, string> {
  return Object.fromEntries(setupChecks(facts).map(({ id, state }) => [id, state]));
}

function check(facts: SetupFacts, id: SetupCheck["id"]): SetupCheck {
  const found = setupChecks(facts).find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no check ${id}.`);
  return found;
}
