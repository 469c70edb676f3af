import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { commentMarker } from "@/lib/github/comments";
import { reconcile } from "@/lib/loops/reconcile";
import { type RecordingProxy, startRecordingProxy } from "../../support/recording-proxy";
import { type SmallWorld, soundLamp, startSmallWorld } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// A GitHub Enterprise Server under an address of its own, most of whose webhooks never arrive: what GitHub says when it is asked
// is enough. The reconciler's clock is passed in; its looks are a minute apart.

let world: SmallWorld;
let server: RecordingProxy;
const repository = "acme/lamp";

beforeAll(async () => {
  server = await startRecordingProxy();
  world = await startSmallWorld({ [repository]: {}, "globex/bulb": {} }, { gitHubServer: server });
});
afterEach(() => world.lab.control.clearFaults());
afterAll(async () => {
  await world.stop();
  server.stop();
});

async function look(minute: number) {
  const now = new Date(Date.UTC(2026, 0, 1, 0, minute));
  const { events } = await reconcile({ ...world.ctx, now: () => now });
  await world.ctx.send(events);
}

describe("one look, a minute after it was lost", () => {
  it.each([
    ["a closed pull request", "cancelled", "The pull request was closed."],
    ["a merged one", "cancelled", "The pull request was merged."],
    ["a push", "superseded", "A newer commit was pushed: "],
  ] as const)("sees %s", async (what, outcome, reason) => {
    const branch = what.replaceAll(" ", "-");
    const release = world.hold(branch);
    const { where, number } = await world.redPull(repository, branch);
    const loop = await world.untilRepairing(where);
    await world.lab.control.breakDeliveries({ kind: "lose", event: "pull_request", count: 3 });
    const by = { repository, number, by: "ada" };
    if (what === "a push")
      await world.lab.control.pushCommit({
        repository,
        branch,
        author: "will",
        message: "Go on",
        files: { "on.md": "On.\n" },
      });
    else await (what === "a merged one" ? world.lab.control.mergePull(by) : world.lab.control.closePull(by));
    await world.lab.control.untilIdle();
    await look(1);
    const ended = await world.untilTold({ id: loop.id });
    release();
    expect(ended.outcome).toBe(outcome);
    expect(ended.endReason).toContain(reason);
  });

  it("asks GitHub again for what it could not deliver, and the loop begins", async () => {
    await world.lab.control.breakDeliveries({ kind: "lose", event: "workflow_run", count: 3 });
    const { where } = await world.redPull(repository, "lost");
    await world.lab.control.untilIdle();
    await look(1);
    expect(await world.untilTold(where)).toMatchObject({ outcome: "fixed" });
  });
});

describe("without any webhook", () => {
  it("a red pull request is found, repaired and proven by asking alone", async () => {
    await world.lab.control.setWebhook(null);
    const { where } = await world.redPull("globex/bulb", "unheard");
    await world.lab.control.untilIdle();
    await look(5);
    const waiting = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits");
    await world.lab.control.untilIdle();
    await look(6);
    const loop = await world.untilTold({ id: waiting.id });
    expect(loop).toMatchObject({ outcome: "fixed" });
    const octokit = await world.octokit("globex");
    const issue = { owner: "globex", repo: "bulb", issue_number: loop.pullRequest.number };
    const { data } = await octokit.rest.issues.listComments(issue);
    expect(data.filter((comment) => comment.body?.startsWith(commentMarker(loop.id)))).toHaveLength(1);
  });
});

describe("a search for failures that nobody told of", () => {
  async function suspectsAt(minute: number, changes: Partial<SmallWorld["ctx"]> = {}) {
    const settings = { ...world.ctx.settings, reconcileMinutes: 3 };
    const now = () => new Date(Date.UTC(2026, 0, 2, 0, minute));
    const { events } = await reconcile({ ...world.ctx, settings, now, ...changes });
    return events.flatMap((event) => (event.name === "failure/suspected" ? [event.data.headSha] : []));
  }

  it("is made as often as the settings say, and one organization out of reach keeps nobody else waiting", async () => {
    await world.lab.control.setWebhook(null);
    const { where } = await world.redPull("globex/bulb", "searched");
    await world.lab.control.untilIdle();
    const acme = await world.db.organization.findFirstOrThrow({ where: { login: "acme" } });
    const github: SmallWorld["ctx"]["github"] = {
      ...world.ctx.github,
      octokit: (installationId) => {
        if (installationId === acme.installationId) throw new Error("GitHub is away for acme.");
        return world.ctx.github.octokit(installationId);
      },
    };
    expect(await suspectsAt(4, { github })).toEqual([]);
    const suspects = await suspectsAt(6, { github });
    const { headSha } = await world.db.pullRequest.findFirstOrThrow({ where: where.pullRequest });
    expect(suspects).toContain(headSha);
  });
});

describe("a GitHub Enterprise Server", () => {
  it("is asked under its own address alone: API below /api/v3, git, and nothing beside them", () => {
    const elsewhere = server.paths.filter(
      (path) => !/^\/api\/v3\//.test(path) && !/^\/[\w-]+\/[\w-]+\.git\//.test(path),
    );
    expect(elsewhere).toEqual([]);
    expect(server.paths.some((path) => path.startsWith("/api/v3/repos/"))).toBe(true);
    expect(server.paths.some((path) => path.includes(".git/"))).toBe(true);
  });

  it("is where people are led to, never to an address that a payload named", async () => {
    const escalated = await world.redPull(repository, "led", "will", {
      // The lamp is sound, so that the agent has nothing to change and no CI is waited for.
      ...soundLamp,
      "test/broken.test.js":
        'import { test } from "node:test";\n\ntest("never", () => {\n  throw new Error("no");\n});\n',
    });
    await world.lab.control.untilIdle();
    await look(10);
    const loop = await world.untilTold(escalated.where);
    const { document } = await world.db.escalation.findFirstOrThrow({ where: { loopId: loop.id } });
    const { pullRequest } = document as { pullRequest: { url: string } };
    expect(pullRequest.url).toBe(`${server.url}/acme/lamp/pull/${escalated.number}`);
  });
});
