import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { FailureEvidence } from "@/lib/domain/failure-evidence";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// Failures that GitHub Actions knows nothing of: a build on Buildkite and a deployment on Vercel, each really run, heard of by
// what they report on GitHub, and repaired.

let world: World;

beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios" });
  await world.connectToken("globex", "buildkite");
  await world.connectToken("acme", "vercel");
});
afterAll(() => world.stop());

async function evidenceOf(loopId: string) {
  const row = await world.db.evidence.findFirstOrThrow({ where: { loopId, attempt: 1 } });
  return FailureEvidence.parse(row.document);
}

describe("a build that fails on Buildkite", () => {
  it("is one failure, repaired, and proven by the same tests in the next build", async () => {
    const loop = await world.loopOf("catalog/price-range");
    expect(loop).toMatchObject({
      outcome: "fixed",
      category: "test",
      proof: { outcome: "pass", level: "tests" },
    });
    const { jobs, failingTests } = await evidenceOf(loop.id);
    expect(jobs).toMatchObject([{ provider: "buildkite", job: ":node: Unit tests" }]);
    expect(failingTests).toEqual([expect.stringContaining("includes its lower end")]);
  });
});

describe("a deployment whose build fails on Vercel while the tests pass", () => {
  it("is one failure, repaired, and proven by the next deployment", async () => {
    const loop = await world.loopOf("handbook/contents");
    expect(loop).toMatchObject({ outcome: "fixed", category: "types", proof: { outcome: "pass" } });
    const { jobs } = await evidenceOf(loop.id);
    expect(jobs).toMatchObject([{ provider: "vercel", job: "Build" }]);
    const deployed = (await world.lab.control.vercel()).deployments;
    expect(deployed.map(({ branch, readyState }) => [branch.split("/")[0], readyState])).toEqual([
      ["feature", "ERROR"],
      ["ci-repair", "READY"],
    ]);
  });
});
