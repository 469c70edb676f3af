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

describe("the lab's answers", () => {
  const gets: [string, string][] = [
    ["/repos/{owner}/{repo}", ""],
    ["/repos/{owner}/{repo}/branches", ""],
    ["/repos/{owner}/{repo}/branches/{branch}", "main"],
    ["/repos/{owner}/{repo}/git/ref/{ref}", "heads/main"],
    ["/repos/{owner}/{repo}/git/matching-refs/{ref}", "heads/fea"],
    ["/repos/{owner}/{repo}/commits", ""],
    ["/repos/{owner}/{repo}/commits/{ref}", "main"],
    ["/repos/{owner}/{repo}/commits/{ref}/check-runs", "feature%2Fchunk"],
    ["/repos/{owner}/{repo}/commits/{ref}/check-suites", "feature%2Fchunk"],
    ["/repos/{owner}/{repo}/commits/{ref}/status", "feature%2Fchunk"],
    ["/repos/{owner}/{repo}/commits/{ref}/statuses", "feature%2Fchunk"],
    ["/repos/{owner}/{repo}/deployments", ""],
    ["/repos/{owner}/{repo}/compare/{basehead}", "main...feature%2Fchunk"],
    ["/repos/{owner}/{repo}/contents/{path}", "package.json"],
    ["/repos/{owner}/{repo}/contents/{path}", "src"],
    ["/repos/{owner}/{repo}/pulls", ""],
    ["/repos/{owner}/{repo}/pulls/{pull_number}", "1"],
    ["/repos/{owner}/{repo}/pulls/{pull_number}/files", "1"],
    ["/repos/{owner}/{repo}/pulls/{pull_number}/commits", "1"],
    ["/repos/{owner}/{repo}/issues/{issue_number}", "1"],
    ["/repos/{owner}/{repo}/issues/{issue_number}/comments", "1"],
    ["/repos/{owner}/{repo}/issues/{issue_number}/labels", "1"],
    ["/repos/{owner}/{repo}/actions/runs", ""],
    ["/repos/{owner}/{repo}/actions/workflows", ""],
    ["/repos/{owner}/{repo}/actions/artifacts", ""],
    ["/repos/{owner}/{repo}/rules/branches/{branch}", "main"],
    ["/repos/{owner}/{repo}/collaborators/{username}/permission", "mia"],
    ["/installation/repositories", ""],
    ["/rate_limit", ""],
  ];

  it.each(gets)("have the published form: %s %s", async (path, value) => {
    const octokit = await lab.installation("acme");
    const url = path
      .replace("{owner}", "acme")
      .replace("{repo}", "toolbelt")
      .replace(/\{\w+\}/, value);
    const answer = await octokit.request(`GET ${url}`);
    expect(schemas.problemsOfAnswer(`get ${path}`, answer.status, answer.data)).toEqual([]);
  });

  it("have the published form for runs, jobs, artifacts and checks", async () => {
    const octokit = await lab.installation("acme");
    const { data: runs } = await octokit.rest.actions.listWorkflowRunsForRepo({
      ...repo,
      branch: "feature/chunk",
    });
    const run = runs.workflow_runs.at(-1);
    const base = "/repos/{owner}/{repo}/actions/runs/{run_id}";
    const problems: string[] = [];
    for (const suffix of [
      "",
      "/jobs",
      "/artifacts",
      "/attempts/{attempt_number}",
      "/attempts/{attempt_number}/jobs",
    ]) {
      const url = `/repos/acme/toolbelt/actions/runs/${run?.id}${suffix.replace("{attempt_number}", "1")}`;
      const answer = await octokit.request(`GET ${url}`);
      problems.push(...schemas.problemsOfAnswer(`get ${base}${suffix}`, answer.status, answer.data));
    }
    const { data: jobs } = await octokit.rest.actions.listJobsForWorkflowRun({
      ...repo,
      run_id: run?.id ?? 0,
    });
    for (const path of ["/check-runs/{check_run_id}", "/check-runs/{check_run_id}/annotations"]) {
      const answer = await octokit.request(
        `GET /repos/acme/toolbelt${path.replace("{check_run_id}", String(jobs.jobs[0]?.id))}`,
      );
      problems.push(
        ...schemas.problemsOfAnswer(`get /repos/{owner}/{repo}${path}`, answer.status, answer.data),
      );
    }
    expect(problems).toEqual([]);
  });

  it("have the published form for a deployment and what is said of it", async () => {
    const octokit = await lab.installation("acme");
    const { data: deployments } = await octokit.rest.repos.listDeployments(repo);
    const base = "/repos/{owner}/{repo}/deployments/{deployment_id}";
    const problems: string[] = [];
    for (const suffix of ["", "/statuses"]) {
      const url = `/repos/acme/toolbelt/deployments/${deployments[0]?.id}${suffix}`;
      const answer = await octokit.request(`GET ${url}`);
      problems.push(...schemas.problemsOfAnswer(`get ${base}${suffix}`, answer.status, answer.data));
    }
    expect(problems).toEqual([]);
  });

  it("have the published form for the app and for people", async () => {
    const person = await lab.signedIn("mia");
    const problems: string[] = [];
    for (const path of ["/app", "/app/hook/deliveries"]) {
      const answer = await lab.app.octokit.request(`GET ${path}`);
      problems.push(...schemas.problemsOfAnswer(`get ${path}`, answer.status, answer.data));
    }
    for (const path of ["/user", "/user/emails", "/user/installations"]) {
      const answer = await person.request(`GET ${path}`);
      problems.push(...schemas.problemsOfAnswer(`get ${path}`, answer.status, answer.data));
    }
    // Not by /app/installations: what is published for it asks an account to be a user and an enterprise at once.
    const installation = await lab.app.octokit.request("GET /orgs/acme/installation");
    problems.push(...schemas.problemsOfAnswer("get /orgs/{org}/installation", 200, installation.data));
    const membership = await person.request("GET /orgs/acme/memberships/mia");
    problems.push(
      ...schemas.problemsOfAnswer("get /orgs/{org}/memberships/{username}", 200, membership.data),
    );
    expect(problems).toEqual([]);
  });
});
