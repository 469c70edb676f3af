import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { saveSettings } from "@/lib/db/settings";
import { PolicySettings } from "@/lib/domain/policy";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 120_000 });

let world: World;
beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios" });
});
afterAll(() => world.stop());

it("a log that names a fixer starts none, and the timeline and the person who takes over read why", async () => {
  const { id: organizationId } = await world.db.organization.findFirstOrThrow({ where: { login: "globex" } });
  await saveSettings(
    world.db,
    { organizationId, repositoryId: null },
    PolicySettings.parse({ automaticRepair: true, agents: ["fixers"], attemptLimit: 1 }),
    "ada",
  );
  const opened = await world.openPull({
    repository: "globex/ledger",
    branch: "feature/lint",
    author: "mia",
    files: {
      "tests/run.py": [
        "import sys",
        "",
        'print("ledger/book.py:1:8: F401 [*] `os` imported but unused")',
        'print("Found 1 error.")',
        'print("[*] 1 fixable with the `--fix` option.")',
        'print("ruff check failed")',
        "sys.exit(1)",
        "",
      ].join("\n"),
      "ruff.toml": "line-length = 100\n",
    },
  });
  const pullRequest = { number: opened.number, repository: { name: "ledger" } };
  const loop = await world.untilLoop({ pullRequest, endReportedAt: { not: null } }, "the end of the loop");
  const why =
    "ruff was not run: neither a manifest of the repository nor its CI configuration at the base commit names it.";
  expect(loop).toMatchObject({
    outcome: "escalated",
    category: "lint",
    endReason: expect.stringContaining(why),
  });
  const entry = await world.db.timelineEntry.findFirstOrThrow({
    where: { loopId: loop.id, title: "Fixers" },
  });
  expect(entry).toMatchObject({ status: "failed", reason: expect.stringContaining(why) });
  const escalation = await world.db.escalation.findFirstOrThrow({ where: { loopId: loop.id } });
  expect(JSON.stringify(escalation)).toContain(why);
});
