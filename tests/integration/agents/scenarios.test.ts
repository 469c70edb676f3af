import { describe, expect, it } from "vitest";
import { agents } from "@/lib/agents";
import type { Brief } from "@/lib/domain/brief";
import { briefWith, failingStep } from "@/tests/support/agents/brief";
import { scenarioTree } from "@/tests/support/agents/scenario";
import { changes, letWork } from "@/tests/support/agents/workshop";

interface Expectation {
  repository: string;
  pull: string;
  agent: string;
  brief: Partial<Brief>;
  /** Some of the lines that the repair removes and adds. */
  repair: string[];
}

const runTests =
  "mkdir -p reports\ntsx --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination=reports/junit.xml test/*.test.ts";

const repaired: Expectation[] = [
  {
    repository: "toolbelt",
    pull: "chunk",
    agent: "fixers",
    brief: {
      category: "lint",
      ...failingStep("eslint ."),
      log_tail:
        "/w/toolbelt/src/chunk.js\n  3:25  error  Unexpected string concatenation  prefer-template\n✖ eslint",
    },
    repair: [
      "+const chunks = [];",
      '-if (size < 1) throw new RangeError("size begins at 1, not at " + size);',
    ],
  },
  {
    repository: "toolbelt",
    pull: "group-by",
    agent: "fixers",
    brief: {
      category: "lint",
      ...failingStep("prettier --check ."),
      log_tail: "[warn] src/groupBy.js\n[warn] test/groupBy.test.js",
    },
    repair: ["+export function groupBy(items, keyOf) {", '+describe("groupBy", () => {'],
  },
  {
    repository: "storefront",
    pull: "receipt",
    agent: "fixers",
    brief: {
      category: "types",
      ...failingStep("tsc --noEmit --pretty false"),
      log_tail: "src/receipt.ts(13,28): error TS2552: Cannot find name 'CartLin'. Did you mean 'CartLine'?",
    },
    repair: [
      "-function receiptLine(line: CartLin): string {",
      "+function receiptLine(line: CartLine): string {",
    ],
  },
  {
    repository: "storefront",
    pull: "free-shipping",
    agent: "search",
    brief: failingStep(runTests, ["is free from 50.00 on"]),
    repair: ["-if (subtotal(cart) > freeFrom) return 0;", "+if (subtotal(cart) >= freeFrom) return 0;"],
  },
  {
    repository: "toolbelt",
    pull: "page-rows",
    agent: "search",
    brief: failingStep("npm test", ["knows that a list ending with its page has no next one"]),
    repair: ["-hasNext: start + size <= items.length,", "+hasNext: start + size < items.length,"],
  },
  {
    repository: "toolbelt",
    pull: "shorter-slugs",
    agent: "search",
    brief: failingStep("npm test", ["cuts between words, never inside one"]),
    repair: ["-if (longer.length >= maxLength) break;", "+if (longer.length > maxLength) break;"],
  },
  {
    repository: "ledger",
    pull: "statement",
    agent: "search",
    brief: failingStep("python3 -m tests.run", [
      "tests.test_statement.StatementTest.test_shows_the_balance_after_each_entry",
    ]),
    repair: ["-balance -= amount", "+balance += amount"],
  },
];

function briefOf({ brief, repository, pull }: Expectation, changed: string[]): Brief {
  const changed_files = changed.map((path) => ({
    path,
    status: "modified",
    additions: 1,
    deletions: 1,
    patch: null,
  }));
  return briefWith({ repository: `acme/${repository}`, branch: pull, changed_files, ...brief });
}

describe("the agents, on the lab's pull requests", () => {
  it.each(repaired.map((one): [string, Expectation] => [`${one.repository}: ${one.pull}`, one]))(
    "make the repair that is right: %s",
    async (_, one) => {
      const { files, changed } = scenarioTree(one.repository, one.pull);
      const { report, patch, gate } = await letWork(
        agents[one.agent as keyof typeof agents],
        files,
        briefOf(one, changed),
      );
      expect({ notes: report.notes, changes: changes(patch) }).toEqual({
        notes: report.notes,
        changes: expect.arrayContaining(one.repair),
      });
      expect(gate.verdict).toBe("allowed");
    },
  );

  it("repair what they can see and break what they cannot, where the repair takes more than a small edit", async () => {
    const { files, changed } = scenarioTree("shipping", "holidays");
    const step = failingStep("./run-tests.sh calendar", ["leaves Christmas out"]);
    const one = { repository: "shipping", pull: "holidays", agent: "search", brief: step, repair: [] };
    const first = await letWork(agents.search, files, briefOf(one, changed));
    expect(changes(first.patch)).toHaveLength(2);

    const path = first.patch.files[0]?.path ?? "";
    const [removed = "", added = ""] =
      first.patch.files[0]?.lines.filter(({ kind }) => kind !== "context").map(({ text }) => text) ?? [];
    const next = { ...files, [path]: (files[path] ?? "").replace(removed, added) };
    const brief = briefWith({
      ...briefOf(
        { ...one, brief: failingStep("./run-tests.sh standard", ["arrive three working days later"]) },
        changed,
      ),
      attempt: 2,
      earlier_attempts: [
        {
          attempt: 1,
          agent: "search",
          changed_files: [path],
          still_failing: [],
          diff: first.patch.text,
          result: "Another step fails.",
        },
      ],
    });
    const second = await letWork(agents.search, next, brief);
    expect(changes(second.patch)).not.toContain(`+${removed.trim()}`);
  });
});
