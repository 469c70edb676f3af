import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { FailureEvidence } from "@/lib/domain/failure-evidence";
import { writesAmong } from "../../lab/provider-requests";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// The whole way of a failure that GitHub Actions knows nothing of, and of one that both see: real pipelines, real webhooks.

let world: World;

beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios" });
  await world.connectCircleCi("acme", ["invoices"]);
  await world.connectCircleCi("globex", ["inventory"]);
});
afterAll(() => world.stop());

async function evidenceOf(loopId: string) {
  const row = await world.db.evidence.findFirstOrThrow({ where: { loopId, attempt: 1 } });
  return FailureEvidence.parse(row.document);
}

describe("a failure that only CircleCI sees", () => {
  it("is repaired, and proven by the same tests on CircleCI", async () => {
    const loop = await world.loopOf("invoices/late-fee");
    expect(loop).toMatchObject({
      outcome: "fixed",
      category: "test",
      proof: { outcome: "pass", level: "tests", runs: [{ provider: "circleci", conclusion: "success" }] },
    });
    const evidence = await evidenceOf(loop.id);
    expect(evidence.jobs).toMatchObject([
      {
        provider: "circleci",
        job: "unit-tests",
        step: "Run tests",
        command: expect.stringContaining("node --test"),
      },
    ]);
    expect(evidence.failingTests).toEqual([
      expect.stringContaining("is not charged on the last day of grace"),
    ]);
  });
});

describe("one commit that is red on both providers", () => {
  it("is one failure, one loop and one repair, and both have to prove it", async () => {
    const loop = await world.loopOf("inventory/reorder");
    expect(loop).toMatchObject({
      outcome: "fixed",
      category: "test",
      proof: { outcome: "pass", level: "tests" },
    });
    const { repositoryId, pullRequestId } = loop;
    expect(await world.db.repairLoop.count({ where: { repositoryId } })).toBe(1);
    expect((await evidenceOf(loop.id)).jobs.map((job) => job.provider).sort()).toEqual([
      "circleci",
      "github-actions",
    ]);
    const runs = (loop.proof as { runs: { provider: string }[] }).runs;
    expect(runs.map((run) => run.provider).sort()).toEqual(["circleci", "github-actions"]);
    expect(
      await world.db.attempt.count({ where: { loop: { pullRequestId }, publishedAt: { not: null } } }),
    ).toBe(1);
  });
});

it("sends CircleCI nothing but reads, in all of this", async () => {
  const requests = await world.lab.control.providerRequests();
  expect(requests.length).toBeGreaterThan(20);
  expect(writesAmong(requests)).toEqual([]);
});
