import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { stringify } from "yaml";
import { CircleCiSettings } from "@/lib/ci/circleci/settings";
import { FailureEvidence } from "@/lib/domain/failure-evidence";
import { circleJob, onCircleCi, runLampTest } from "../../support/circleci-config";
import { type SmallWorld, startSmallWorld } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// What CircleCI's workflows can be, each in a loop from the red commit to the proof. acme came to CircleCI through its GitHub
// App and sends webhooks; globex came through the OAuth app and sends none: what GitHub's statuses say is all that is heard.

const onlySecond = `if [ "$CIRCLE_NODE_INDEX" = 1 ]; then\n${runLampTest}\nfi`;

let world: SmallWorld;

describe.each(["v3", "v2"] as const)("over API %s", (circleCiApi) => {
  beforeAll(async () => {
    const unit = { unit: circleJob() };
    const gated = { checks: { jobs: [{ ready: { type: "approval" } }, { unit: { requires: ["ready"] } }] } };
    const restricted = { checks: { jobs: [{ unit: { context: "restricted" } }] } };
    const continued = { version: 2.1, jobs: unit, workflows: { continued: { jobs: ["unit"] } } };
    const generate = {
      docker: [{ image: "cimg/base:current" }],
      steps: ["checkout", { "continuation/continue": { configuration_path: ".circleci/continued.yml" } }],
    };
    const begun = { setup: true, jobs: { generate }, workflows: { begin: { jobs: ["generate"] } } };
    const wide = { unit: circleJob(onlySecond, { parallelism: 3 }) };
    world = await startSmallWorld(
      {
        "acme/gate": onCircleCi("app", { jobs: unit, workflows: gated }),
        "acme/stair": onCircleCi("app", begun, { ".circleci/continued.yml": stringify(continued) }),
        "acme/vault": onCircleCi("app", { jobs: unit, workflows: restricted }),
        "globex/wing": onCircleCi("oauth", { jobs: wide, workflows: { checks: { jobs: ["unit"] } } }),
      },
      { circleCiApi },
    );
    await world.connectCircleCi("acme", ["gate", "stair", "vault"]);
    await world.connectCircleCi("globex", ["wing"], false);
  });
  afterAll(() => world.stop());

  /** A person approves the one job of a commit that waits for it. */
  async function approve(sha: string): Promise<void> {
    const { pipelines, workflows, jobs } = await world.lab.control.circle();
    const pipeline = pipelines.find((one) => one.sha === sha);
    const workflow = workflows.find((one) => one.pipelineId === pipeline?.id);
    const job = jobs.find((one) => one.workflowId === workflow?.id && one.status === "on_hold");
    await world.lab.control.approveCircleJob(job?.id ?? "");
  }

  async function evidenceOf(loopId: string) {
    const { document } = await world.db.evidence.findFirstOrThrow({ where: { loopId, attempt: 1 } });
    return FailureEvidence.parse(document);
  }

  it("knows projects by the slug that CircleCI gave, of either kind", async () => {
    const connections = await world.db.connection.findMany();
    const slugs = connections.flatMap((row) =>
      CircleCiSettings.parse(row.settings).projects.map((one) => one.slug),
    );
    expect(slugs).toContain("gh/globex/wing");
    expect(slugs.filter((slug) => /^circleci\/[\w-]{36}\/[\w-]{36}$/.test(slug))).toHaveLength(3);
  });

  it("an approval is no failure, and a test behind it is waited for in words until somebody approves", async () => {
    const { where, headSha } = await world.redPull("acme/gate", "behind-approval");
    await world.untilHandled();
    expect(await world.db.repairLoop.count({ where })).toBe(0);
    await approve(headSha);
    const loop = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits");
    await world.untilSaid(
      loop.id,
      "Validate on CI",
      'Job "unit" has not run: checks waits for somebody to approve it.',
    );
    expect((await world.loop(loop.id)).attemptsSpent).toBe(0);
    await approve(loop.repairHeadSha ?? "");
    expect(await world.untilTold(where)).toMatchObject({
      outcome: "fixed",
      attemptsSpent: 1,
      proof: { level: "tests", runs: [{ provider: "circleci" }] },
    });
  });

  it("a setup workflow and what it continues with are both seen, and both have to pass", async () => {
    const { where } = await world.redPull("acme/stair", "continued");
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "fixed", category: "test" });
    expect((await evidenceOf(loop.id)).jobs).toMatchObject([{ run: "continued", job: "unit" }]);
    const { runs } = loop.proof as { runs: { name: string; conclusion: string }[] };
    expect(runs.map(({ name, conclusion }) => `${name}: ${conclusion}`).toSorted()).toEqual([
      "begin: success",
      "continued: success",
    ]);
  });

  it("a test that fails in the second of three parallel executions is found, without any webhook", async () => {
    const { where } = await world.redPull("globex/wing", "second-of-three");
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "fixed", proof: { level: "tests" } });
    const evidence = await evidenceOf(loop.id);
    expect(evidence.failingTests).toEqual([expect.stringContaining("a lamp with voltage is lit")]);
    expect(evidence.jobs).toMatchObject([{ provider: "circleci", job: "unit", step: "Run tests" }]);
  });

  it("a job that may not use its context goes to a person, in CircleCI's own reason, and no agent is asked", async () => {
    const { where } = await world.redPull("acme/vault", "unauthorized");
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "escalated", category: "configuration", repairHeadSha: null });
    expect(loop.endReason).toContain('CircleCI did not start "unit"');
    expect(loop.endReason).toContain("may not use a context that the job asks for");
    expect(await world.db.agentSession.count({ where: { loopId: loop.id } })).toBe(0);
  });
});
