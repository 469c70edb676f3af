import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GitHubSchemas } from "@/tests/support/lab/schemas";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;
const schemas = new GitHubSchemas();
const repo = { owner: "acme", repo: "toolbelt" };

beforeAll(async () => {
  lab = await startTestLab();
  const octokit = await lab.installation("acme");
  const [scenario] = await lab.control.openScenarios(["toolbelt/chunk", "toolbelt/shorter-slugs"]);
  const issue = { ...repo, issue_number: scenario?.pullRequest ?? 0 };
  const sha = scenario?.headSha ?? "";
  const comment = await octokit.rest.issues.createComment({ ...issue, body: "Hello" });
  await octokit.rest.issues.updateComment({ ...repo, comment_id: comment.data.id, body: "Hello again" });
  await octokit.rest.issues.addLabels({ ...issue, labels: ["ci"] });
  const check = await octokit.rest.checks.create({
    ...repo,
    name: "Regreen",
    head_sha: sha,
    status: "in_progress",
    actions: [{ label: "Stop", description: "Stop the loop", identifier: "stop" }],
  });
  await lab.control.clickCheckAction({
    repository: "acme/toolbelt",
    checkRunId: check.data.id,
    identifier: "stop",
    by: "mia",
  });
  await octokit.rest.checks.update({ ...repo, check_run_id: check.data.id, conclusion: "neutral" });
  await lab.control.reportStatus({
    repository: "acme/toolbelt",
    sha,
    state: "failure",
    context: "ci/circleci: test",
    by: "will",
  });
  await lab.control.reportDeployment({
    repository: "acme/toolbelt",
    sha,
    environment: "Preview",
    state: "failure",
    description: "The build failed",
    logUrl: "https://deploys.lab.test/1",
    by: "will",
  });
  await lab.control.pushCommit({
    repository: "acme/toolbelt",
    branch: "feature/chunk",
    message: "Note",
    author: "will",
    files: { "NOTE.md": "A note\n" },
  });
  const pull = { repository: "acme/toolbelt", number: scenario?.pullRequest ?? 0, by: "will" };
  await lab.control.closePull(pull);
  await lab.control.reopenPull(pull);
  await lab.control.queueMerge(pull);
  await lab.control.untilIdle();
  await lab.control.transferRepository({ repository: "acme/invoices", owner: "globex", by: "ada" });
  const globex = await lab.app.octokit.rest.apps.getOrgInstallation({ org: "globex" });
  await lab.app.octokit.rest.apps.suspendInstallation({ installation_id: globex.data.id });
  await lab.app.octokit.rest.apps.unsuspendInstallation({ installation_id: globex.data.id });
  await lab.app.octokit.rest.apps.deleteInstallation({ installation_id: globex.data.id });
  await lab.control.untilIdle();
});
afterAll(() => lab.remove());

describe("the lab's payloads", () => {
  it("are what GitHub publishes for each event", () => {
    const kinds = new Set(
      lab.events.received.map((event) => [event.name, event.action].filter(Boolean).join(".")),
    );
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        "push",
        "pull_request.opened",
        "pull_request.synchronize",
        "pull_request.closed",
        "pull_request.reopened",
        "pull_request.labeled",
        "workflow_run.requested",
        "workflow_run.in_progress",
        "workflow_run.completed",
        "workflow_job.queued",
        "workflow_job.in_progress",
        "workflow_job.completed",
        "check_run.created",
        "check_run.completed",
        "check_run.requested_action",
        "check_suite.completed",
        "issue_comment.created",
        "issue_comment.edited",
        "status",
        "deployment_status.created",
        "merge_group.checks_requested",
        "installation_repositories.removed",
        "repository.transferred",
        "installation.suspend",
        "installation.unsuspend",
        "installation.deleted",
      ]),
    );
    const problems = lab.events.received.flatMap((event) =>
      schemas.problemsOfEvent(event.name, event.action, event.payload),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  it("say of a fork's run no pull request and the fork as head repository", () => {
    const run = lab.events.received.find(
      (event) => event.name === "workflow_run" && event.payload.workflow_run.head_branch === "shorter-slugs",
    );
    expect(run?.payload.workflow_run.pull_requests).toEqual([]);
    expect(run?.payload.workflow_run.head_repository.full_name).toBe("oscar/toolbelt");
  });
});
