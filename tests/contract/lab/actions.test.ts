import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;
const repo = { owner: "globex", repo: "backup-scripts" };

beforeAll(async () => {
  lab = await startTestLab();
  await lab.control.openScenarios(["backup-scripts/retain-help"]);
  await lab.control.untilIdle();
});
afterAll(() => lab.remove());

async function onlyRun() {
  const octokit = await lab.installation("globex");
  const { data } = await octokit.rest.actions.listWorkflowRunsForRepo(repo);
  const run = data.workflow_runs[0];
  if (!run) throw new Error("there is no run");
  return { octokit, run };
}

describe("logs", () => {
  it("are on another origin, by a link that lives one minute and takes no token along", async () => {
    const { octokit, run } = await onlyRun();
    const { data } = await octokit.rest.actions.listJobsForWorkflowRun({ ...repo, run_id: run.id });
    const { token } = (await octokit.auth({ type: "installation" })) as { token: string };
    const answer = await fetch(
      `${lab.githubApiUrl}/repos/globex/backup-scripts/actions/jobs/${data.jobs[0]?.id}/logs`,
      {
        redirect: "manual",
        headers: { authorization: `token ${token}` },
      },
    );
    const link = answer.headers.get("location") ?? "";
    expect(answer.status).toBe(302);
    expect(new URL(link).origin).toBe(lab.blobUrl);
    const log = Buffer.from(await (await fetch(link)).arrayBuffer()).toString();
    expect(log).toMatch(/^\uFEFF\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z /);
    expect(log).toContain("##[group]Run sh test/run.sh");
    expect(log).toContain("not ok 3 - snapshot is complete in time");
    expect((await fetch(link, { headers: { authorization: `token ${token}` } })).status).toBe(400);
    await lab.control.setTimeOffset(61_000);
    expect((await fetch(link)).status).toBe(403);
    await lab.control.setTimeOffset(0);
  });
});

describe("a rerun", () => {
  it("is the next attempt of the same run, keeps the first one, and passes what fails by chance", async () => {
    const { octokit, run } = await onlyRun();
    expect(run).toMatchObject({ conclusion: "failure", run_attempt: 1 });
    await octokit.rest.actions.reRunWorkflowFailedJobs({ ...repo, run_id: run.id });
    await lab.control.untilIdle();
    const again = await octokit.rest.actions.getWorkflowRun({ ...repo, run_id: run.id });
    expect(again.data).toMatchObject({ conclusion: "success", run_attempt: 2, head_sha: run.head_sha });
    const first = await octokit.rest.actions.getWorkflowRunAttempt({
      ...repo,
      run_id: run.id,
      attempt_number: 1,
    });
    expect(first.data).toMatchObject({ conclusion: "failure", run_attempt: 1 });
    const jobs = await octokit.rest.actions.listJobsForWorkflowRunAttempt({
      ...repo,
      run_id: run.id,
      attempt_number: 1,
    });
    expect(jobs.data.jobs.map((job) => job.conclusion)).toEqual(["failure"]);
    await expect(
      octokit.rest.actions.reRunWorkflowFailedJobs({ ...repo, run_id: run.id }),
    ).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("a workflow", () => {
  const address = { repository: "acme/toolbelt", branch: "limits", author: "will" };

  it("that was dispatched answers which run it became", async () => {
    const octokit = await lab.installation("acme");
    await lab.control.pushCommit({
      repository: "acme/toolbelt",
      branch: "main",
      message: "Start CI once",
      author: "mia",
      files: { "NOTE.md": "note\n" },
    });
    const answer = await octokit.request(
      "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
      {
        owner: "acme",
        repo: "toolbelt",
        workflow_id: "ci.yml",
        ref: "main",
        return_run_details: true,
      },
    );
    const { workflow_run_id } = answer.data as unknown as { workflow_run_id: number };
    await lab.control.untilIdle();
    const run = await octokit.rest.actions.getWorkflowRun({
      owner: "acme",
      repo: "toolbelt",
      run_id: workflow_run_id,
    });
    expect(run.data).toMatchObject({ event: "workflow_dispatch", conclusion: "success" });
  });

  it("ends a step at its time limit with all it started, and goes on where the file says so", async () => {
    const workflow = `
name: Limits
on: push
jobs:
  slow:
    runs-on: ubuntu-latest
    steps:
      - name: Sleep
        timeout-minutes: 0.01
        run: sleep 300 & sleep 300
      - name: Skipped
        run: echo never
      - name: Report
        if: \${{ failure() }}
        run: echo "::error file=a.js,line=7,title=Slow::It was too slow"
  tolerant:
    runs-on: ubuntu-latest
    steps:
      - name: May fail
        continue-on-error: true
        run: exit 3
      - name: Speaks
        id: speaks
        run: echo "word=hello" >> "$GITHUB_OUTPUT"
      - run: test "\${{ steps.speaks.outputs.word }}" = hello
  after:
    needs: slow
    runs-on: ubuntu-latest
    steps:
      - run: echo never
  cleanup:
    needs: slow
    if: always() && github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - run: echo always
  release:
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    steps:
      - run: echo never
  versions:
    name: Node \${{ matrix.node }}
    strategy:
      matrix:
        node: [18, 20]
    runs-on: ubuntu-latest
    steps:
      - run: test "\${{ matrix.node }}" -ge 18
`;
    await lab.control.pushCommit({
      ...address,
      message: "Limits",
      files: { ".github/workflows/ci.yml": null, ".github/workflows/limits.yml": workflow },
    });
    await lab.control.untilIdle();
    const octokit = await lab.installation("acme");
    const target = { owner: "acme", repo: "toolbelt" };
    const { data: runs } = await octokit.rest.actions.listWorkflowRunsForRepo({
      ...target,
      branch: "limits",
    });
    const run = runs.workflow_runs[0];
    const { data } = await octokit.rest.actions.listJobsForWorkflowRun({ ...target, run_id: run?.id ?? 0 });
    const byName = Object.fromEntries(data.jobs.map((job) => [job.name, job]));
    expect(run?.conclusion).toBe("failure");
    expect(Object.fromEntries(data.jobs.map((job) => [job.name, job.conclusion]))).toEqual({
      slow: "failure",
      tolerant: "success",
      after: "skipped",
      cleanup: "success",
      release: "skipped",
      "Node 18": "success",
      "Node 20": "success",
    });
    expect(byName.slow?.steps?.map((step) => `${step.name}: ${step.conclusion}`)).toEqual([
      "Set up job: success",
      "Sleep: failure",
      "Skipped: skipped",
      "Report: success",
      "Complete job: success",
    ]);
    const { data: notes } = await octokit.rest.checks.listAnnotations({
      ...target,
      check_run_id: byName.slow?.id ?? 0,
    });
    expect(notes).toContainEqual(
      expect.objectContaining({ path: "a.js", start_line: 7, title: "Slow", message: "It was too slow" }),
    );
  });

  it("runs a composite action after a failed step by what the action itself is like", async () => {
    const workflow = `
name: Composite
on: push
jobs:
  only:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Fail
        run: exit 1
      - name: Clean up
        if: always()
        uses: ./clean-up
      - name: Never
        uses: ./clean-up
`;
    const action = `
name: Clean up
runs:
  using: composite
  steps:
    - run: echo "swept"
    - run: exit 4
    - run: echo "past the failure"
    - if: failure()
      run: echo "told of it"
`;
    await lab.control.pushCommit({
      ...address,
      branch: "composite",
      message: "Clean up",
      files: {
        ".github/workflows/ci.yml": null,
        ".github/workflows/composite.yml": workflow,
        "clean-up/action.yml": action,
      },
    });
    await lab.control.untilIdle();
    const octokit = await lab.installation("acme");
    const target = { owner: "acme", repo: "toolbelt" };
    const { data: runs } = await octokit.rest.actions.listWorkflowRunsForRepo({
      ...target,
      branch: "composite",
    });
    const { data } = await octokit.rest.actions.listJobsForWorkflowRun({
      ...target,
      run_id: runs.workflow_runs[0]?.id ?? 0,
    });
    const job = data.jobs[0];
    expect(job?.steps?.slice(2, -1).map((step) => `${step.name}: ${step.conclusion}`)).toEqual([
      "Fail: failure",
      "Clean up: failure",
      "Never: skipped",
    ]);
    const log = await octokit.rest.actions.downloadJobLogsForWorkflowRun({
      ...target,
      job_id: job?.id ?? 0,
    });
    const said = String(log.data)
      .split("\n")
      .map((line) => line.slice(line.indexOf(" ") + 1));
    expect(said.filter((line) => ["swept", "past the failure", "told of it"].includes(line))).toEqual([
      "swept",
      "told of it",
    ]);
  });

  it("that is no valid file fails to start, with no job", async () => {
    await lab.control.pushCommit({
      ...address,
      branch: "broken",
      message: "Broken",
      files: { ".github/workflows/ci.yml": "on: [push\n" },
    });
    await lab.control.untilIdle();
    const octokit = await lab.installation("acme");
    const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({
      owner: "acme",
      repo: "toolbelt",
      branch: "broken",
    });
    expect(data.workflow_runs.map((run) => run.conclusion)).toEqual(["startup_failure"]);
  });
});
