import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/api/webhooks/circleci/[connection]/route";
import { readNotice } from "@/lib/ci/circleci/webhook";
import { connectionSecretPlace } from "@/lib/connection-secrets";
import type { Context } from "@/lib/context";
import { createDb, type Db } from "@/lib/db/client";
import { addConnection } from "@/lib/db/connections";
import { circleCiWebhooks } from "../../support/circleci-webhooks";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import {
  circleCiForm,
  type Example,
  mutateDelivery,
  seeded,
  signed,
  type WireDelivery,
} from "../../support/mutate-delivery";
import { somePullRequest, someSha } from "../../support/rows";

// Every form that CircleCI publishes of its webhooks goes through the receiver as CircleCI would send it, and 3 000 broken
// ones as it never would.

const mutations = 3_000;
const atOnce = 24;
const secret = "a secret of this test";
const connectionId = randomUUID();
const project = { id: randomUUID(), organizationId: randomUUID() };

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 10);
  const ctx = someContext(db);
  (globalThis as { regreenContext?: Context }).regreenContext = ctx;
  const { organization, repository } = await somePullRequest(db);
  const row = { id: connectionId, organizationId: organization.id };
  const seal = (text: string, which: "token" | "webhookSecret") =>
    ctx.vault.seal(text, connectionSecretPlace(row, which));
  await addConnection(
    db,
    {
      ...row,
      provider: "circleci",
      label: "Ada",
      tokenKind: "pasted",
      tokenSealed: seal("the-token", "token"),
      webhookSecretSealed: seal(secret, "webhookSecret"),
      settings: {
        projects: [{ ...project, slug: "gh/acme/shop", name: "shop", repositoryId: repository.id }],
      },
      account: { id: "1", login: "ada", name: null },
      createdByLogin: "ada",
      expiresAt: null,
    },
    ctx.now(),
  );
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function webhooks(id: string, sha: string) {
  return circleCiWebhooks({ id, sha, projectId: project.id, organizationId: project.organizationId });
}

function send({ headers, body }: Pick<WireDelivery, "headers" | "body">): Promise<Response> {
  const url = `http://localhost/api/webhooks/circleci/${connectionId}`;
  const request = new Request(url, { method: "POST", headers, body: Buffer.from(body) });
  return POST(request, { params: Promise.resolve({ connection: connectionId }) });
}

function sendSigned(event: string, payload: object): Promise<Response> {
  const body = Buffer.from(JSON.stringify(payload));
  const headers = { ...circleCiForm.headers(event, ""), ...signed(circleCiForm, body, secret) };
  return send({ headers, body });
}

describe("the published forms", () => {
  it("are accepted when signed, stored, and read as the workflow and the commit that they name", async () => {
    const sha = someSha();
    for (const [index, { event, form, payload }] of webhooks("", sha).entries()) {
      const id = `published-${index}`;
      const what = `${event} of the ${form} form`;
      expect((await sendSigned(event, { ...payload, id })).status, what).toBe(202);
      const row = await db.delivery.findFirstOrThrow({ where: { deliveryId: `${connectionId}:${id}` } });
      expect(row.event, what).toBe(event);
      expect(readNotice({ ...payload, id }), what).toEqual({
        kind: "notice",
        notice: {
          id,
          type: event,
          projectId: project.id,
          organizationId: project.organizationId,
          workflowId: "9e1c6a52-4a0b-4d1f-8f8e-0b6f6d7c2a11",
          headSha: sha,
          branch: "half-up",
        },
      });
    }
  });

  it("count once, however often they are sent", async () => {
    const [first] = webhooks("sent-twice", someSha());
    const answers = [
      await sendSigned("workflow-completed", first?.payload ?? {}),
      await sendSigned("workflow-completed", first?.payload ?? {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 200]);
  });

  it("leave a test and an event that is not known here unanswered with work, and say why", async () => {
    for (const type of ["ping", "context-rotated"]) {
      const answer = await sendSigned(type, { type, id: randomUUID() });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ heard: true, ignored: expect.stringMatching(/\.$/) });
    }
  });
});

describe("mutated webhooks", () => {
  it("never break the receiver, are never accepted when forged, and never lost when accepted", async () => {
    const seed = Number(process.env.REGREEN_TEST_SEED ?? randomInt(2 ** 31));
    const told = `seed ${seed} (REGREEN_TEST_SEED=${seed} repeats it)`;
    console.info(`Mutated CircleCI webhooks: ${told}`);
    const random = seeded(seed);
    const before = await db.delivery.count();
    const answers = new Map<number, number>();
    const work = Array.from({ length: mutations }, (_, index) => {
      const examples: Example[] = webhooks(`mutated-${index}`, someSha());
      const example = examples[Math.floor(random() * examples.length)];
      if (example === undefined) throw new Error("There are no examples.");
      return mutateDelivery(circleCiForm, example, "", secret, random);
    });
    async function worker(from: number): Promise<void> {
      for (let index = from; index < work.length; index += atOnce) {
        const delivery = work[index];
        if (delivery === undefined) return;
        const { status } = await send(delivery);
        const what = `${delivery.how} of webhook ${index}, ${told}`;
        expect([202, 200, 400, 401, 403], what).toContain(status);
        if (delivery.genuine) expect(status, what).not.toBe(401);
        else expect(status, what).toBe(401);
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    }
    await Promise.all(Array.from({ length: atOnce }, (_, from) => worker(from)));
    expect((await db.delivery.count()) - before, told).toBe(answers.get(202));
    for (const status of [202, 400, 401, 403]) expect(answers.get(status), told).toBeGreaterThan(20);
  }, 300_000);
});
