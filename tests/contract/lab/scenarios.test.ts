import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;

beforeAll(async () => {
  lab = await startTestLab({ webhookUrl: null });
});
afterAll(() => lab.remove());

/** How a commit ended, on each provider that the repository has. */
async function conclusions(owner: string, repo: string, headSha: string): Promise<(string | null)[]> {
  const octokit = await lab.installation(owner);
  const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo, head_sha: headSha });
  const { pipelines, workflows } = await lab.control.circle();
  const built = pipelines.filter((pipeline) => pipeline.sha === headSha).map((pipeline) => pipeline.id);
  const circle = workflows.filter((workflow) => built.includes(workflow.pipelineId));
  return [
    ...data.workflow_runs.map((run) => run.conclusion),
    ...circle.map((workflow) => workflow.status.replace("failed", "failure")),
  ];
}

/** Repositories that CircleCI builds, too or alone. */
const runsOf: Record<string, number> = { inventory: 2 };

describe("the scenario repositories", () => {
  it("have one red pull request for each scenario, over two organizations", async () => {
    const scenarios = await lab.control.openScenarios();
    await lab.control.untilIdle();
    expect(new Set(scenarios.map((one) => one.organization)).size).toBe(2);
    for (const { name, organization, repository, headSha } of scenarios)
      expect([name, await conclusions(organization, repository, headSha)]).toEqual([
        name,
        Array(runsOf[repository] ?? 1).fill("failure"),
      ]);
  });

  it("are green on their default branch", async () => {
    const scenarios = await lab.control.scenarios();
    const names = new Set(scenarios.map((one) => `${one.organization}/${one.repository}`));
    for (const repository of names) {
      const { sha } = await lab.control.pushCommit({
        repository,
        branch: "check-base",
        message: "Touch nothing that matters",
        author: "ada",
        files: { "NOTES.md": "Notes\n" },
      });
      await lab.control.openPull({
        repository,
        head: "check-base",
        base: "main",
        title: "Check",
        author: "ada",
        draft: true,
      });
      await lab.control.untilIdle();
      const [owner = "", repo = ""] = repository.split("/");
      // The timing test fails once on every commit; that is its point.
      const expected = Array(runsOf[repo] ?? 1).fill(repo === "backup-scripts" ? "failure" : "success");
      expect([repository, await conclusions(owner, repo, sha)]).toEqual([repository, expected]);
    }
  });
});
