import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { reconcile } from "@/lib/loops/reconcile";
import { type SmallWorld, startSmallWorld } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// The app loses its access to a repository while a loop is at work there, and gets it back.

let world: SmallWorld;

beforeAll(async () => {
  world = await startSmallWorld({
    "acme/lamp": {},
    "acme/parcel": {},
    "acme/gift": { private: false },
    "globex/bulb": {},
    "initech/desk": {},
    "hooli/attic": {},
  });
  // An owner whom a repository is given to and who has no app.
  const app = await world.ctx.github.app();
  const { data } = await app.rest.apps.getOrgInstallation({ org: "hooli" });
  await app.rest.apps.deleteInstallation({ installation_id: data.id });
});
afterAll(() => world.stop());

async function installationOf(login: string) {
  const { installationId } = await world.db.organization.findFirstOrThrow({ where: { login } });
  return { installation_id: Number(installationId) };
}

/** A look of the reconciler at this minute of the clock, and what comes of it. */
async function look(iso: string) {
  const { events } = await reconcile({ ...world.ctx, now: () => new Date(iso) });
  await world.ctx.send(events);
}

describe("an installation", () => {
  it("that is suspended ends its loops, and takes them up again when the suspension is over", async () => {
    const { rest } = await world.ctx.github.app();
    const installation = await installationOf("globex");
    const release = world.hold("suspended");
    const { where, headSha } = await world.redPull("globex/bulb", "suspended");
    const loop = await world.untilRepairing(where);

    await rest.apps.suspendInstallation(installation);
    const ended = await world.untilLoop({ id: loop.id, state: "ended" }, "the end by the suspension");
    expect(ended).toMatchObject({
      outcome: "cancelled",
      endReason: "The app was suspended.",
      // GitHub lets a suspended app say nothing.
      endReportedAt: null,
      repairHeadSha: null,
    });

    release();
    await rest.apps.unsuspendInstallation(installation);
    const again = await world.untilTold({ ...where, id: { not: loop.id } });
    expect(again).toMatchObject({ outcome: "fixed", headSha });
    await world.untilSaid(
      again.id,
      "CI failed",
      "The loop before ended with the app's access, which is back.",
    );
    const told = await world.untilTold({ id: loop.id });
    const octokit = await world.octokit("globex");
    const place = { owner: "globex", repo: "bulb", check_run_id: Number(told.checkRunId) };
    const { data: check } = await octokit.rest.checks.get(place);
    expect(check).toMatchObject({ status: "completed", conclusion: "neutral" });
    expect(check.output.summary).toContain("The app was suspended.");
    expect(await world.db.repairLoop.count({ where })).toBe(2);
  });

  it("that is suspended without our hearing of it ends its loops at the next look", async () => {
    const { rest } = await world.ctx.github.app();
    const installation = await installationOf("globex");
    const release = world.hold("unheard");
    const { where } = await world.redPull("globex/bulb", "unheard");
    const loop = await world.untilRepairing(where);
    await world.lab.control.breakDeliveries({ kind: "lose", event: "installation", action: "suspend" });
    await rest.apps.suspendInstallation(installation);
    await world.lab.control.untilIdle();
    await look("2026-01-01T00:01:00Z");
    const ended = await world.untilLoop({ id: loop.id, state: "ended" }, "the end at the next look");
    expect(ended).toMatchObject({ outcome: "cancelled", endReason: "The app was suspended." });
    release();
    await rest.apps.unsuspendInstallation(installation);
    expect(await world.untilTold({ ...where, id: { not: loop.id } })).toMatchObject({ outcome: "fixed" });
  });

  it("that is deleted ends its loops, and begins them anew when the app is installed again", async () => {
    const { rest } = await world.ctx.github.app();
    const release = world.hold("deleted");
    const { where } = await world.redPull("initech/desk", "deleted");
    const loop = await world.untilRepairing(where);
    await rest.apps.deleteInstallation(await installationOf("initech"));
    const ended = await world.untilLoop({ id: loop.id, state: "ended" }, "the end by the deletion");
    expect(ended).toMatchObject({ outcome: "cancelled", endReason: "The app was uninstalled." });
    release();
    const { data: app } = await rest.apps.getAuthenticated();
    await fetch(`${world.lab.githubUrl}/apps/${app?.slug}/installations/new`, {
      method: "POST",
      body: new URLSearchParams({ account: "initech" }),
      redirect: "manual",
    });
    expect(await world.untilTold({ ...where, id: { not: loop.id } })).toMatchObject({ outcome: "fixed" });
  });
});

describe("a repository", () => {
  it("that is transferred to an organization with the app goes on there as a loop of that organization", async () => {
    const release = world.hold("moved");
    const { where, number } = await world.redPull("acme/parcel", "moved");
    const loop = await world.untilRepairing(where);
    await world.lab.control.transferRepository({ repository: "acme/parcel", owner: "globex", by: "ada" });
    const ended = await world.untilLoop({ id: loop.id, state: "ended" }, "the end by the transfer");
    expect(ended.outcome).toBe("cancelled");
    expect(ended.endReason).toMatch(/transferred to another owner|no longer shared/);
    expect(ended.repairHeadSha).toBeNull();
    release();
    await look("2026-01-01T00:05:00Z");
    const there = await world.untilTold({
      pullRequest: { number, repository: { owner: "globex", name: "parcel" } },
      id: { not: loop.id },
    });
    expect(there).toMatchObject({ outcome: "fixed", organization: { login: "globex" } });
  });

  it.each([
    ["hears of it", false],
    ["does not hear of it", true],
  ])("that is transferred to an owner without the app is left alone, when Regreen %s", async (what, lost) => {
    // Everybody may read a public repository: that it can be seen does not mean that it is ours.
    const repository = lost ? "acme/gift" : "acme/lamp";
    const branch = what.replaceAll(" ", "-");
    const release = world.hold(branch);
    const { where } = await world.redPull(repository, branch);
    const loop = await world.untilRepairing(where);
    if (lost) await world.lab.control.breakDeliveries({ kind: "lose", event: "installation_repositories" });
    await world.lab.control.transferRepository({ repository, owner: "hooli", by: "ada" });
    await world.lab.control.untilIdle();
    if (lost) await look("2026-01-01T00:02:00Z");
    const ended = await world.untilLoop({ id: loop.id, state: "ended" }, "the end by the transfer");
    release();
    expect(ended).toMatchObject({ outcome: "cancelled", repairHeadSha: null });
    expect(ended.endReason).toBe(
      lost
        ? "The repository was transferred to another owner."
        : "The repository is no longer shared with the app.",
    );
    expect(ended.repository).toMatchObject({ owner: "acme", removedAt: expect.any(Date) });
    const octokit = await world.octokit("acme");
    if (!lost) return;
    const { data: branches } = await octokit.rest.repos.listBranches({ owner: "hooli", repo: "gift" });
    expect(branches.map(({ name }) => name)).not.toContain(`ci-repair/${loop.id}`);
  });
});
