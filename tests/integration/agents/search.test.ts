import { describe, expect, it } from "vitest";
import { search } from "@/lib/agents/search";
import { briefWith, failingStep } from "@/tests/support/agents/brief";
import { changes, letWork } from "@/tests/support/agents/workshop";

const nodeTest = (imports: string, body: string) =>
  `import assert from "node:assert/strict";\nimport { it } from "node:test";\n${imports}\n${body}\n`;

function changed(path: string, patch: string | null = null) {
  return [{ path, status: "modified", additions: 1, deletions: 1, patch }];
}

interface Case {
  files: Record<string, string>;
  command: string;
  tests: string[];
  expected: string[];
  patch?: string;
}

const repairable: Record<string, Case> = {
  "a comparison that leaves its bound out": {
    files: {
      "package.json": '{"type":"module"}',
      "src/page.js": "export function hasNext(end, total) {\n  return end <= total;\n}\n",
      "test/page.test.js": nodeTest(
        'import { hasNext } from "../src/page.js";',
        'it("has no next page at the end", () => assert.equal(hasNext(6, 6), false));\nit("has one before", () => assert.equal(hasNext(3, 6), true));',
      ),
    },
    command: "node --test",
    tests: ["has no next page at the end"],
    expected: ["-return end <= total;", "+return end < total;"],
  },
  "an index one too far": {
    files: {
      "package.json": '{"type":"module"}',
      "src/last.js": "export function last(items) {\n  return items[items.length];\n}\n",
      "test/last.test.js": nodeTest(
        'import { last } from "../src/last.js";',
        'it("gives the last", () => assert.equal(last([1, 2, 3]), 3));',
      ),
    },
    command: "node --test",
    tests: ["gives the last"],
    expected: ["-return items[items.length];", "+return items[items.length - 1];"],
  },
  "a missing await, in TypeScript": {
    files: {
      "package.json": '{"type":"module"}',
      "src/rate.ts":
        "const load = async (): Promise<number> => 4;\n\nexport async function doubled(): Promise<number> {\n  const rate = load();\n  return (rate as never as number) * 2;\n}\n",
      "test/rate.test.ts": nodeTest(
        'import { doubled } from "../src/rate.js";',
        'it("doubles", async () => assert.equal(await doubled(), 8));',
      ),
    },
    command: "tsx --test test/*.test.ts",
    tests: ["doubles"],
    expected: ["-const rate = load();", "+const rate = await load();"],
  },
  "arguments in the wrong order": {
    files: {
      "package.json": '{"type":"module"}',
      "src/power.js": "export function cube(base) {\n  return Math.pow(3, base);\n}\n",
      "test/power.test.js": nodeTest(
        'import { cube } from "../src/power.js";',
        'it("cubes", () => { assert.equal(cube(2), 8); assert.equal(cube(4), 64); });',
      ),
    },
    command: "node --test",
    tests: ["cubes"],
    expected: ["-return Math.pow(3, base);", "+return Math.pow(base, 3);"],
  },
  "a change of several tokens, by taking the pull request's own line back": {
    files: {
      "package.json": '{"type":"module"}',
      "src/area.js": "export function area(circle) {\n  return circle.radius + circle.radius + 3;\n}\n",
      "test/area.test.js": nodeTest(
        'import { area } from "../src/area.js";',
        'it("knows the area", () => { assert.equal(area({ radius: 2 }).toFixed(2), "12.57"); assert.equal(area({ radius: 1 }).toFixed(2), "3.14"); });',
      ),
    },
    command: "node --test",
    tests: ["knows the area"],
    patch:
      "@@ -1,3 +1,3 @@\n export function area(circle) {\n-  return Math.PI * circle.radius ** 2;\n+  return circle.radius + circle.radius + 3;\n }",
    expected: ["-return circle.radius + circle.radius + 3;", "+return Math.PI * circle.radius ** 2;"],
  },
  "a wrong sign, in Python": {
    files: {
      "shop/__init__.py": "",
      "shop/cart.py":
        "def total(items):\n    result = 0\n    for item in items:\n        result -= item\n    return result\n",
      "tests/__init__.py": "",
      "tests/test_cart.py":
        "import unittest\nfrom shop.cart import total\n\n\nclass CartTest(unittest.TestCase):\n    def test_adds(self):\n        self.assertEqual(total([2, 3]), 5)\n",
    },
    command: "python3 -m unittest discover -s tests -t .",
    tests: ["tests.test_cart.CartTest.test_adds"],
    expected: ["-result -= item", "+result += item"],
  },
  "an off-by-one, in shell": {
    files: {
      "bin/keep": '#!/bin/sh\nset -eu\nkeep=$1\nsort -r | tail -n "+$((keep + 2))"\n',
      "test/run.sh":
        '#!/bin/sh\nout=$(printf "a\\nb\\nc\\n" | bin/keep 2)\n[ "$out" = "a" ] || { echo "not ok 1 - keeps two: bin/keep gave $out"; exit 1; }\n',
    },
    command: "sh test/run.sh",
    tests: ["keeps two"],
    expected: ['-sort -r | tail -n "+$((keep + 2))"', '+sort -r | tail -n "+$((keep + 1))"'],
  },
};

describe("search", () => {
  it.each(Object.entries(repairable))("repairs %s", async (_, { files, command, tests, expected, patch }) => {
    const source = Object.keys(files).find((path) => /^(?:src|shop|bin)\/[a-z]+/.test(path)) ?? "";
    const path = source === "shop/__init__.py" ? "shop/cart.py" : source;
    const brief = briefWith({ ...failingStep(command, tests), changed_files: changed(path, patch ?? null) });
    const { report, patch: made, gate, scratchLeft } = await letWork(search, files, brief);
    expect({ kind: report.kind, changes: changes(made), notes: report.notes }).toEqual({
      kind: "edited",
      changes: expected,
      notes: report.notes,
    });
    expect(gate.verdict).toBe("allowed");
    expect(scratchLeft).toBe(0);
  });

  const bound = repairable["a comparison that leaves its bound out"];
  if (bound === undefined) throw new Error("The case has another name.");
  const boundBrief = { ...failingStep(bound.command, bound.tests), changed_files: changed("src/page.js") };

  it("says how much it tried, and changes nothing, where no small edit helps", async () => {
    const files = {
      "package.json": '{"type":"module"}',
      "src/tax.js": "export function tax(price) {\n  return price + 19;\n}\n",
      "test/tax.test.js": nodeTest(
        'import { tax } from "../src/tax.js";',
        'it("knows each country", () => { assert.equal(tax(100, "de"), 119); assert.equal(tax(100, "fr"), 120); });',
      ),
    };
    const brief = briefWith({
      ...failingStep("node --test", ["knows each country"]),
      changed_files: changed("src/tax.js"),
    });
    const { report, patch } = await letWork(search, files, brief);
    expect(report).toMatchObject({
      kind: "no_change",
      notes: expect.stringMatching(/^Tried \d+ small edits in src\/tax\.js\./),
    });
    expect(patch.files).toEqual([]);
  });

  it("says that it cannot reproduce what passes here", async () => {
    const files = { ...bound.files, "src/page.js": "export const hasNext = (end, total) => end < total;\n" };
    const { report, patch } = await letWork(search, files, briefWith(boundBrief));
    expect(report).toMatchObject({ kind: "gave_up", reason: "cannot_reproduce" });
    expect(patch.files).toEqual([]);
  });

  it("proposes nothing that an earlier attempt did, nor takes it back", async () => {
    const diff =
      "--- a/src/page.js\n+++ b/src/page.js\n@@ -2 +2 @@\n-  return end <= total;\n+  return end < total;\n";
    const earlier_attempts = [
      {
        attempt: 1,
        agent: "search",
        changed_files: ["src/page.js"],
        diff,
        result: "still red",
        still_failing: [],
      },
    ];
    const { patch } = await letWork(search, bound.files, briefWith({ ...boundBrief, earlier_attempts }));
    expect(changes(patch)).not.toContain("+return end < total;");
  });

  it("edits no test and no protected file", async () => {
    const files = {
      "package.json": '{"type":"module","size":3}',
      "vitest.config.js": "export const size = 3;\n",
      "test/size.test.js": nodeTest(
        'import { size } from "../vitest.config.js";',
        'it("has a size", () => assert.equal(size, 4));',
      ),
    };
    const brief = briefWith({
      ...failingStep("node --test", ["has a size"]),
      changed_files: changed("vitest.config.js"),
    });
    const { report, patch } = await letWork(search, files, brief);
    expect(report.kind).toBe("no_change");
    expect(patch.files).toEqual([]);
  });

  it("finds the same edit each time", async () => {
    const first = await letWork(search, bound.files, briefWith(boundBrief));
    const second = await letWork(search, bound.files, briefWith(boundBrief));
    expect(second.patch).toEqual(first.patch);
  });

  it("takes failing tests, not lint failures", () => {
    expect(search.suits(briefWith({ category: "lint" }))).toMatchObject({ suits: false });
    expect(search.suits(briefWith(failingStep("npm test", ["a"])))).toEqual({ suits: true });
  });
});
