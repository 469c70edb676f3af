import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { saveSettings } from "@/lib/db/settings";
import { PolicySettings } from "@/lib/domain/policy";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// What a log says in the name of a tool: a checker of the repository's own, which no tool family knows, is read by the
// problem matcher that its workflow registers; a fixer that the repository does not name is not started.

const matcherFile = ".github/prices.json";
const pricelint = {
  owner: "pricelint",
  pattern: [{ regexp: "^(\\S+) has no price in line (\\d+)$", file: 1, line: 2, message: 0 }],
};
const backtracking = { owner: "pricelint-strict", pattern: [{ regexp: "^(?!ok).*$", message: 0 }] };
const workflow = `name: CI
on: pull_request
jobs:
  prices:
    name: Prices
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Check the prices
        run: |
          echo "::add-matcher::${matcherFile}"
          echo "src/prices.txt has no price in line 3"
          exit 1
`;

let world: World;
beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios" });
});
afterAll(() => world.stop());

it("what a repository's own checker says is read by its own problem matcher, and one that could stall is named", async () => {
  const pull = await world.openPull({
    repository: "acme/toolbelt",
    branch: "own-matchers",
    author: "will",
    files: {
      ".github/workflows/ci.yml": workflow,
      [matcherFile]: JSON.stringify({ problemMatcher: [pricelint, backtracking] }),
    },
  });
  const { document } = await world.untilRow(() =>
    world.db.evidence.findFirst({
      where: { loop: { pullRequest: { number: pull.number, repository: { name: "toolbelt" } } } },
    }),
  );
  expect(document).toMatchObject({
    jobs: [
      {
        step: "Check the prices",
        evidence: {
          diagnostics: [
            {
              tool: "pricelint",
              file: "src/prices.txt",
              line: 3,
              message: "src/prices.txt has no price in line 3",
            },
          ],
        },
        missing: [expect.stringContaining("pricelint-strict")],
      },
    ],
  });
});

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
