import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;
const repo = { owner: "acme", repo: "toolbelt" };

beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.remove());

async function push(message: string): Promise<void> {
  await lab.control.pushCommit({
    repository: "acme/toolbelt",
    branch: "quiet",
    message: `${message} [skip ci]`,
    author: "will",
    files: { "note.txt": message },
  });
  await lab.control.untilIdle();
}

function received(): string[] {
  return lab.events.received
    .filter((event) => event.name === "push")
    .map((event) => event.payload.head_commit.message.replace(" [skip ci]", ""));
}

describe("a delivery", () => {
  it("that was lost is not sent again, until the app asks for it", async () => {
    await lab.control.breakDeliveries({ kind: "lose", event: "push" });
    await lab.control.breakDeliveries({ kind: "lose", event: "push" });
    await push("lost");
    const { data } = await lab.app.octokit.rest.apps.listWebhookDeliveries();
    const failed = data.find((delivery) => delivery.event === "push");
    expect(failed).toMatchObject({ status_code: 504, redelivery: false });
    await lab.control.clearFaults();
    const before = received().length;
    await lab.app.octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: failed?.id ?? 0 });
    await lab.control.untilIdle();
    expect(received().slice(before)).toEqual(["lost"]);
  });

  it("comes twice when asked to", async () => {
    await lab.control.breakDeliveries({ kind: "double", event: "push" });
    await push("twice");
    expect(received().filter((message) => message === "twice")).toHaveLength(2);
  });

  it("comes after a later one when asked to", async () => {
    await lab.control.breakDeliveries({ kind: "reorder", event: "push" });
    await push("first");
    await push("second");
    expect(received().slice(-2)).toEqual(["second", "first"]);
  });
});

describe("a request", () => {
  it("may fail after its write was done", async () => {
    const octokit = await lab.installation("acme");
    const { data: main } = await octokit.rest.git.getRef({ ...repo, ref: "heads/main" });
    for (const kind of ["drop-after", "error-after"] as const) {
      await lab.control.breakRequests({ kind, method: "POST", path: "/git/refs$" });
      const ref = `refs/heads/${kind}`;
      await expect(octokit.rest.git.createRef({ ...repo, ref, sha: main.object.sha })).rejects.toThrow();
      const { data } = await octokit.rest.git.getRef({ ...repo, ref: `heads/${kind}` });
      expect(data.object.sha).toBe(main.object.sha);
    }
  });

  it("may meet a rate limit that says when to come back", async () => {
    const octokit = await lab.installation("acme");
    await lab.control.breakRequests({ kind: "refuse", path: "/pulls$", status: 429, retryAfterSeconds: 7 });
    await expect(octokit.rest.pulls.list(repo)).rejects.toMatchObject({
      status: 429,
      response: { headers: { "retry-after": "7" } },
    });
    expect((await octokit.rest.pulls.list(repo)).status).toBe(200);
  });
});

describe("the world", () => {
  it("goes on after a restart with all it knew", async () => {
    await lab.control.openScenarios(["toolbelt/group-by"]);
    await lab.control.untilIdle();
    const octokit = await lab.installation("acme");
    const { data: before } = await octokit.rest.actions.listWorkflowRunsForRepo(repo);
    lab = await lab.restart();
    const after = await (await lab.installation("acme")).rest.actions.listWorkflowRunsForRepo(repo);
    expect(after.data.workflow_runs.map((run) => [run.id, run.conclusion])).toEqual(
      before.workflow_runs.map((run) => [run.id, run.conclusion]),
    );
    expect(await lab.control.openScenarios(["toolbelt/group-by"])).toHaveLength(1);
  });
});
