import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import { endWithAgents } from "../../support/end-with-agents";
import { startModelStub } from "../../support/model/model-stub";
import { startVercel, type VercelStandIn, vercelToken } from "../../support/sandbox/vercel";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// An installation at Vercel: every command of an agent and of the proof runs on a machine that is made for it and deleted.

const searchPath = process.env.PATH ?? "";
const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath });
const key = "sk-canary-of-the-real-key";

describe.runIf(walls.found)("a loop behind Vercel's sandboxes", () => {
  let world: World;
  let vercel: VercelStandIn;
  let model: Awaited<ReturnType<typeof startModelStub>>;

  beforeAll(async () => {
    vercel = await startVercel();
    model = await startModelStub([
      { kind: "read", path: "src/pageWindow.js" },
      { kind: "run", command: "node --test test/pageWindow.test.js" },
      {
        kind: "edit",
        path: "src/pageWindow.js",
        before: "hasNext: start + size <= items.length",
        after: "hasNext: start + size < items.length",
      },
      { kind: "run", command: "node --test test/pageWindow.test.js" },
      { kind: "end", words: "A full last page counted as having a next one." },
    ]);
    world = await startWorld({
      scenariosFolder: "tests/lab/scenarios",
      agentHosts: [new URL(model.url).host],
    });
    world.ctx.sandbox = chooseSandbox({
      wanted: "vercel-sandbox",
      toolPath: [],
      searchPath,
      vercel: { apiUrl: vercel.url, token: vercelToken, teamId: "team_test", projectId: "prj_test" },
    });
  });
  afterAll(async () => {
    await world.stop();
    model.close();
    await vercel.close();
  });

  function endWith(name: string, options: Record<string, unknown>) {
    const settings = { protocol: "openai", endpoint: `${model.url}/v1`, model: "stub-model" };
    return endWithAgents(world, name, [{ name, options: { ...options, model: settings }, secret: key }]);
  }

  it("goes from red to fixed with the built-in agent, which asks its model from our side", async () => {
    const loop = await endWith("own", { kind: "builtin" });
    expect(loop).toMatchObject({ outcome: "fixed", proof: { level: "tests" } });
    const [turn] = await world.db.agentTurn.findMany({ where: { session: { loopId: loop.id } } });
    expect(turn?.transcript).toEqual(expect.arrayContaining(["← exit code 1", "← exit code 0"]));
    const attempt = await world.db.attempt.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(attempt.localProof).toMatchObject({ verdict: "proven", level: "tests" });
  });

  it("hands no key, no token of the run and no address of ours to any machine, and leaves none behind", () => {
    const sent = vercel.sent.join("\n");
    expect(model.calls.length).toBeGreaterThan(0);
    expect(vercel.created.length).toBeGreaterThan(2);
    expect(vercel.created.every(({ networkPolicy }) => networkPolicy.mode === "deny-all")).toBe(true);
    for (const secret of [key, vercelToken, world.lab.webhookSecret, world.lab.appPrivateKey, "run-"])
      expect(sent).not.toContain(secret);
    expect(sent).not.toContain(new URL(world.lab.githubUrl).host);
    expect(vercel.left()).toBe(0);
  });

  it("asks a person where the only agent would have to be spoken with, and pays for no machine", async () => {
    const before = vercel.created.length;
    const loop = await endWith("spoken", { kind: "acp", preset: "opencode" });
    expect(loop).toMatchObject({ outcome: "escalated", repairPullRequestNumber: null });
    expect(loop.endReason).toContain("cannot be spoken with");
    expect(vercel.created).toHaveLength(before);
  });

  it("publishes what it could not try itself as unproven where the service fails, and CI decides", async () => {
    vercel.refuse(503);
    const loop = await endWith("unlucky", { kind: "builtin" });
    const attempt = await world.db.attempt.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(attempt.localProof).toMatchObject({
      verdict: "not_run",
      reason: expect.stringContaining("Vercel answered 503"),
    });
    expect(loop.outcome).toBe("fixed");
  });
});
