import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { EscalationDocument } from "@/lib/domain/escalation";
import { appliedDiff } from "../../support/applied-diff";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// A workflow that hands its own failure over, in a world where nobody but the run itself may read logs.

const scenario = "tests/lab/scenarios/toolbelt/pulls/chunk/1-chunk";
const handOver = `
  hand-over:
    name: Hand the failure over
    needs: [quality, test]
    if: failure()
    runs-on: ubuntu-latest
    permissions:
      actions: read
    steps:
      - uses: regreen/regreen/lib/evidence/action@v1
`;

let world: World;
beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios" });
  await world.lab.control.breakRequests({
    kind: "refuse",
    path: "/actions/jobs/\\d+/logs$",
    userAgent: "octokit",
    status: 403,
    message: "Resource not accessible by integration",
    count: 1_000,
  });
});
afterAll(() => world.stop());

async function openPull(branch: string, workflow: string) {
  const pull = await world.openPull({
    repository: "acme/toolbelt",
    branch,
    author: "will",
    files: {
      ".github/workflows/ci.yml": workflow,
      "src/chunk.js": readFileSync(`${scenario}/src/chunk.js`, "utf8"),
      "test/chunk.test.js": readFileSync(`${scenario}/test/chunk.test.js`, "utf8"),
    },
  });
  const where = { pullRequest: { number: pull.number, repository: { name: "toolbelt" } } };
  return world.untilLoop({ ...where, endReportedAt: { not: null } }, `the end of ${branch}`);
}

const workflow = readFileSync("tests/lab/scenarios/toolbelt/base/.github/workflows/ci.yml", "utf8");

async function documentsOf(loopId: string) {
  const evidence = await world.db.evidence.findFirstOrThrow({
    where: { loopId },
    orderBy: { attempt: "asc" },
  });
  const brief = await world.db.brief.findFirstOrThrow({ where: { loopId }, orderBy: { attempt: "asc" } });
  return { evidence: evidence.document as never, brief: brief.document as never };
}

describe("with log access refused", () => {
  it("a run that hands its failure over is repaired and proven from its artifact alone", async () => {
    const loop = await openPull("hands-over", `${workflow}${handOver}`);
    expect(loop).toMatchObject({ category: "lint", outcome: "fixed", proof: { level: "step" } });
    const { evidence, brief } = await documentsOf(loop.id);
    expect(evidence).toMatchObject({
      missing: [],
      jobs: [{ job: "Lint and format", step: "Lint", origin: "failure_artifact", missing: [] }],
      environment: { provider: "github-actions" },
    });
    expect(brief).toMatchObject({ failing_step: "Lint", grade: { verdict: "sufficient" } });
    expect((brief as { log_tail: string }).log_tail).toContain("src/chunk.js");
  });

  it("a run that does not goes to a person, who reads what is missing and why", async () => {
    const loop = await openPull("keeps-it", workflow);
    expect(loop.outcome).toBe("escalated");
    const { evidence } = await documentsOf(loop.id);
    expect(evidence).toMatchObject({ jobs: [{ origin: "log", evidence: null }] });
    expect((evidence as { missing: string[] }).missing.join(" ")).toContain("actions: read");
    const { document } = await world.db.escalation.findFirstOrThrow({ where: { loopId: loop.id } });
    const { proposals } = EscalationDocument.parse(document);
    expect(proposals).toMatchObject([{ form: "diff", file: ".github/workflows/ci.yml" }]);
    const handingOver = appliedDiff(".github/workflows/ci.yml", workflow, proposals[0]?.text ?? "");
    expect(handingOver).toContain("needs: [quality, test]");
  });
});
