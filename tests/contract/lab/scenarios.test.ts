import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;

beforeAll(async () => {
  lab = await startTestLab({ webhookUrl: null });
});
afterAll(() => lab.remove());

/** How a commit ended on each provider that built it, such as `circleci: success`. */
async function conclusions(owner: string, repo: string, headSha: string): Promise<string[]> {
  const octokit = await lab.installation(owner);
  const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo, head_sha: headSha });
  const { pipelines, workflows } = await lab.control.circle();
  const built = pipelines.filter((one) => one.sha === headSha).map((one) => one.id);
  const { builds } = await lab.control.buildkite();
  const { deployments } = await lab.control.vercel();
  return [
    ...data.workflow_runs.map((run) => `actions: ${run.conclusion}`),
    ...workflows.filter((one) => built.includes(one.pipelineId)).map((one) => `circleci: ${one.status}`),
    ...builds.filter((one) => one.sha === headSha).map((one) => `buildkite: ${one.state}`),
    ...deployments.filter((one) => one.sha === headSha).map((one) => `vercel: ${one.readyState}`),
  ];
}

/** Where a repository is not built by GitHub Actions alone: how its pull request ends there, and how its default branch. */
const ends: Record<string, { red: string[]; green: string[] }> = {
  inventory: {
    red: ["actions: failure", "circleci: failed"],
    green: ["actions: success", "circleci: success"],
  },
  invoices: { red: ["circleci: failed"], green: ["circleci: success"] },
  catalog: { red: ["buildkite: failed"], green: ["buildkite: passed"] },
  // Only its build checks types.
  handbook: { red: ["actions: success", "vercel: ERROR"], green: ["actions: success", "vercel: READY"] },
  // The timing test fails once on every commit; that is its point.
  "backup-scripts": { red: ["actions: failure"], green: ["actions: failure"] },
};
const onActions = { red: ["actions: failure"], green: ["actions: success"] };

describe("the scenario repositories", () => {
  it("have one red pull request for each scenario, over two organizations", async () => {
    const scenarios = await lab.control.openScenarios();
    await lab.control.untilIdle();
    expect(new Set(scenarios.map((one) => one.organization)).size).toBe(2);
    for (const { name, organization, repository, headSha } of scenarios)
      expect([name, await conclusions(organization, repository, headSha)]).toEqual([
        name,
        (ends[repository] ?? onActions).red,
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
      const { green } = ends[repo] ?? onActions;
      expect([repository, await conclusions(owner, repo, sha)]).toEqual([repository, green]);
    }
  });
});
