import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { createDb, type Db } from "@/lib/db/client";
import { addConnection, connectionSecrets, findConnection, revokeConnection } from "@/lib/db/connections";
import { receiveCircleCiDelivery } from "@/lib/loops/receive-circleci-delivery";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { somePullRequest, someSha } from "../../support/rows";

let database: TestDatabase;
let db: Db;
let ctx: Context;
const sent: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 10);
  ctx = someContext(db, {
    send: async (events) => {
      sent.push(...events.map((event) => event.name));
    },
  });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

interface Tenant {
  organizationId: string;
  connectionId: string;
  secret: string;
  project: { id: string; organizationId: string };
}

/** An organization that watches one project of its own. */
async function someTenant(): Promise<Tenant> {
  const { organization, repository } = await somePullRequest(db);
  const [connectionId, secret] = [randomUUID(), `secret-${randomUUID()}`];
  const project = { id: randomUUID(), organizationId: randomUUID() };
  const place = { table: connectionSecrets.table, organizationId: organization.id, rowId: connectionId };
  await addConnection(
    db,
    {
      id: connectionId,
      organizationId: organization.id,
      provider: "circleci",
      label: "Ada",
      tokenKind: "personal",
      tokenSealed: ctx.vault.seal("the-token", { ...place, column: connectionSecrets.token }),
      webhookSecretSealed: ctx.vault.seal(secret, { ...place, column: connectionSecrets.webhookSecret }),
      settings: {
        projects: [{ ...project, slug: "gh/acme/shop", name: "shop", repositoryId: repository.id }],
      },
      account: { id: "1", login: "ada", name: null },
      createdByLogin: "ada",
      expiresAt: null,
    },
    ctx.now(),
  );
  return { organizationId: organization.id, connectionId, secret, project };
}

function bodyOf(project: Tenant["project"], id = randomUUID()): Buffer {
  return Buffer.from(
    JSON.stringify({
      id,
      type: "workflow-completed",
      happened_at: "2026-01-01T12:00:00Z",
      webhook: { id: randomUUID(), name: "Regreen" },
      project: { id: project.id, name: "shop", slug: "github/acme/shop" },
      organization: { id: project.organizationId, name: "acme" },
      workflow: { id: randomUUID(), name: "build", status: "failed" },
      pipeline: { id: randomUUID(), number: 1, vcs: { revision: someSha(), branch: "main" } },
    }),
  );
}

function send(connectionId: string, secret: string, body: Buffer) {
  const signature = `v1=${createHmac("sha256", secret).update(body).digest("hex")}`;
  return receiveCircleCiDelivery(ctx, { connectionId, signature, body });
}

describe("a CircleCI webhook", () => {
  it("is a row before it is an answer, and counts once however often it comes", async () => {
    const tenant = await someTenant();
    const body = bodyOf(tenant.project);
    sent.length = 0;
    expect((await send(tenant.connectionId, tenant.secret, body)).kind).toBe("accepted");
    expect((await send(tenant.connectionId, tenant.secret, body)).kind).toBe("duplicate");
    expect(sent).toEqual(["delivery/accepted"]);
    const row = await findConnection(db, tenant.organizationId, tenant.connectionId);
    expect(row?.lastHeardAt).toEqual(ctx.now());
  });

  it("is believed only where address, secret, project and organization belong to one connection", async () => {
    const tenants = [await someTenant(), await someTenant(), await someTenant()];
    const accepted: string[] = [];
    for (const [a, address] of tenants.entries())
      for (const [s, { secret }] of tenants.entries())
        for (const [p, project] of tenants.entries())
          for (const [o, organization] of tenants.entries()) {
            const named = { id: project.project.id, organizationId: organization.project.organizationId };
            const answer = await send(address.connectionId, secret, bodyOf(named));
            if (answer.kind === "accepted") accepted.push(`${a}${s}${p}${o}`);
            expect(answer.kind === "forged" || a === s).toBe(true);
          }
    expect(accepted).toEqual(["0000", "1111", "2222"]);
  });

  it("cannot use up the ids of another organization's webhooks", async () => {
    const [mine, theirs] = [await someTenant(), await someTenant()];
    const id = randomUUID();
    expect((await send(theirs.connectionId, theirs.secret, bodyOf(theirs.project, id))).kind).toBe(
      "accepted",
    );
    expect((await send(mine.connectionId, mine.secret, bodyOf(mine.project, id))).kind).toBe("accepted");
  });

  it("that is only a ping is heard and leaves no row", async () => {
    const tenant = await someTenant();
    const before = await db.delivery.count();
    const body = Buffer.from(JSON.stringify({ type: "ping", id: randomUUID() }));
    expect((await send(tenant.connectionId, tenant.secret, body)).kind).toBe("heard");
    expect(await db.delivery.count()).toBe(before);
  });

  it.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["of another form", '{"type":"workflow-completed"}'],
    ["with a zero character", '{"type":"\\u0000"}'],
  ])("that is %s is a bad request", async (_what, text) => {
    const tenant = await someTenant();
    expect((await send(tenant.connectionId, tenant.secret, Buffer.from(text))).kind).toBe("bad_request");
  });

  it("to a revoked connection, or to none, looks the same as one with a wrong secret", async () => {
    const tenant = await someTenant();
    await revokeConnection(db, tenant.organizationId, tenant.connectionId, "ada", ctx.now());
    const body = bodyOf(tenant.project);
    const answers = [
      await send(tenant.connectionId, tenant.secret, body),
      await send(randomUUID(), tenant.secret, body),
      await send((await someTenant()).connectionId, "wrong", body),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.kind).toBe("forged");
  });
});
