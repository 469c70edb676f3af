import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cloneWithToken } from "@/tests/support/lab/git-client";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;

beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.remove());

describe("the stand-in world", () => {
  it("lets an unmodified Octokit turn a red pull request green, from the signed webhook to the green draft", async () => {
    const [scenario] = await lab.control.openScenarios(["toolbelt/page-rows"]);
    const repo = { owner: "acme", repo: "toolbelt" };
    const octokit = await lab.installation("acme");

    // CI is red, and says so by a signed webhook.
    const red = await lab.events.until(
      (event) => event.name === "workflow_run" && event.action === "completed",
    );
    const run = red.payload.workflow_run;
    expect(run).toMatchObject({ conclusion: "failure", head_sha: scenario?.headSha, run_attempt: 1 });
    expect(run.pull_requests.map((pull: { number: number }) => pull.number)).toEqual([scenario?.pullRequest]);

    // The log and the report name the failing test.
    const { data: jobs } = await octokit.rest.actions.listJobsForWorkflowRunAttempt({
      ...repo,
      run_id: run.id,
      attempt_number: 1,
    });
    const failed = jobs.jobs.find((job) => job.conclusion === "failure");
    const { data: log } = await octokit.rest.actions.downloadJobLogsForWorkflowRun({
      ...repo,
      job_id: failed?.id ?? 0,
    });
    expect(log).toContain("✖ knows whether there is a next page");
    expect(log).toContain("##[error]Process completed with exit code 1.");
    const { data: list } = await octokit.rest.actions.listWorkflowRunArtifacts({ ...repo, run_id: run.id });
    const { data: zip } = await octokit.rest.actions.downloadArtifact({
      ...repo,
      artifact_id: list.artifacts[0]?.id ?? 0,
      archive_format: "zip",
    });
    const report = strFromU8(unzipSync(new Uint8Array(zip as ArrayBuffer))["junit.xml"] ?? new Uint8Array());
    expect(report).toContain("knows whether there is a next page");

    // A repair is pushed to a branch of its own and offered as a draft.
    const { token } = (await octokit.auth({ type: "installation" })) as { token: string };
    const clone = await cloneWithToken(lab.githubUrl, "acme/toolbelt", token);
    await clone.run("checkout", "--quiet", "-b", "ci-repair/1", "origin/feature/page-rows");
    const source = await readFile(join(clone.folder, "src/pageWindow.js"), "utf8");
    await clone.commit("Repair the last page", {
      "src/pageWindow.js": source.replace("start + size <= items", "start + size < items"),
    });
    expect(await clone.push("--quiet", "origin", "HEAD")).toMatchObject({ refused: false });
    const { data: draft } = await octokit.rest.pulls.create({
      ...repo,
      title: "Repair CI",
      head: "ci-repair/1",
      base: "feature/page-rows",
      draft: true,
    });
    expect(draft).toMatchObject({ draft: true, state: "open", changed_files: 1, additions: 1, deletions: 1 });

    // Its CI is green, and the story is on the pull request.
    const green = await lab.events.until(
      (event) =>
        event.name === "workflow_run" &&
        event.action === "completed" &&
        event.payload.workflow_run.id !== run.id,
    );
    expect(green.payload.workflow_run).toMatchObject({ conclusion: "success", head_sha: draft.head.sha });
    const issue = { ...repo, issue_number: scenario?.pullRequest ?? 0 };
    const { data: comment } = await octokit.rest.issues.createComment({ ...issue, body: "Repairing" });
    await octokit.rest.issues.updateComment({ ...repo, comment_id: comment.id, body: "Repaired" });
    const { data: comments } = await octokit.rest.issues.listComments(issue);
    expect(comments.map((one) => one.body)).toEqual(["Repaired"]);
    await lab.control.untilIdle();
    expect((await lab.control.deliveries()).every((delivery) => delivery.statusCode === 202)).toBe(true);
  });
});
