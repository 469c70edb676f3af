import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// A repository with a checker of its own, which no tool family knows, and the problem matcher that its workflow registers.

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
