import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/api/webhooks/github/route";
import type { Context } from "@/lib/context";
import { createDb, type Db } from "@/lib/db/client";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { translateDelivery } from "@/lib/github/webhooks/translate";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import {
  type Example,
  githubForm,
  mutateDelivery,
  seeded,
  signed,
  type WireDelivery,
} from "../../support/mutate-delivery";

// Every example that GitHub publishes of its webhooks goes through the receiver as GitHub would send it, and 20 000
// broken ones as it never would.

const secret = "a secret of this test";
const mutations = 20_000;
const atOnce = 24;

const examples: Example[] = (
  createRequire(import.meta.url)("@octokit/webhooks-examples") as { name: string; examples: object[] }[]
).flatMap(({ name, examples: payloads }) =>
  // Published are deliveries of repository webhooks; an app's carry its installation besides.
  payloads.map((payload) => ({ event: name, payload: { installation: { id: 42 }, ...payload } })),
);

const kinds: Readonly<Record<string, GitHubEvent["kind"] | readonly GitHubEvent["kind"][]>> = {
  check_run: ["check_changed", "check_requested"],
  check_suite: "suite_changed",
  github_app_authorization: "authorization_revoked",
  installation: "installation_changed",
  installation_repositories: "installation_repositories_changed",
  installation_target: "account_renamed",
  merge_group: "merge_queue_changed",
  pull_request: "pull_request_changed",
  push: ["branch_pushed", "ignored"],
  repository: "repository_changed",
  status: "status_reported",
  deployment_status: "deployment_reported",
  workflow_job: "job_changed",
  workflow_run: "run_changed",
};

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 10);
  (globalThis as { regreenContext?: Context }).regreenContext = someContext(db, { webhookSecrets: [secret] });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function send({ headers, body }: Pick<WireDelivery, "headers" | "body">): Promise<Response> {
  return POST(
    new Request("http://localhost/api/webhooks/github", { method: "POST", headers, body: Buffer.from(body) }),
  );
}

describe("the published examples", () => {
  it("are 329, all accepted when signed, and all stored as they came", async () => {
    expect(examples).toHaveLength(329);
    for (const [index, { event, payload }] of examples.entries()) {
      const body = Buffer.from(JSON.stringify(payload));
      const headers = {
        ...githubForm.headers(event, `example-${index}`),
        ...signed(githubForm, body, secret),
      };
      expect((await send({ headers, body })).status, `${event} ${index}`).toBe(202);
      const row = await db.delivery.findFirstOrThrow({ where: { deliveryId: `example-${index}` } });
      expect(row.payload, `${event} ${index}`).toEqual(payload);
    }
  });

  it("mean what their event says, and those that mean nothing here are ignored with a reason", () => {
    for (const { event, payload } of examples) {
      const translated = translateDelivery(event, payload);
      const wanted = kinds[event] ?? "ignored";
      expect([wanted].flat(), `${event}: ${JSON.stringify(translated).slice(0, 200)}`).toContain(
        translated.kind,
      );
      if (translated.kind === "ignored") expect(translated.reason).toMatch(/\.$/);
    }
  });
});

describe("mutated deliveries", () => {
  it("never break the receiver, are never accepted when forged, and never lost when accepted", async () => {
    const seed = Number(process.env.REGREEN_TEST_SEED ?? randomInt(2 ** 31));
    const told = `seed ${seed} (REGREEN_TEST_SEED=${seed} repeats it)`;
    console.info(`Mutated deliveries: ${told}`);
    const random = seeded(seed);
    const answers = new Map<string, number>();
    const accepted: string[] = [];
    const work = Array.from({ length: mutations }, (_, index) => {
      const example = examples[Math.floor(random() * examples.length)];
      if (example === undefined) throw new Error("There are no examples.");
      return mutateDelivery(githubForm, example, `mutated-${index}`, secret, random);
    });
    async function worker(from: number): Promise<void> {
      for (let index = from; index < work.length; index += atOnce) {
        const delivery = work[index];
        if (delivery === undefined) return;
        const { status } = await send(delivery);
        const what = `${delivery.how} of delivery ${index}, ${told}`;
        expect([202, 400, 401], what).toContain(status);
        if (!delivery.genuine) expect(status, what).toBe(401);
        if (delivery.genuine) expect(status, what).not.toBe(401);
        if (status === 202) accepted.push(`mutated-${index}`);
        answers.set(`${status}`, (answers.get(`${status}`) ?? 0) + 1);
      }
    }
    await Promise.all(Array.from({ length: atOnce }, (_, from) => worker(from)));
    const stored = await db.delivery.findMany({
      where: { deliveryId: { startsWith: "mutated-" } },
      select: { deliveryId: true, event: true, payload: true },
    });
    expect(stored.map((row) => row.deliveryId).sort(), told).toEqual(accepted.sort());
    for (const row of stored) expect(() => translateDelivery(row.event, row.payload), told).not.toThrow();
    for (const status of ["202", "400", "401"]) expect(answers.get(status), told).toBeGreaterThan(500);
  }, 300_000);
});
