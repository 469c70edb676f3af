import { expect, it } from "vitest";
import type { Finding } from "@/lib/evidence/family";
import { problemMatcherFamily } from "@/lib/evidence/tools/problem-matcher";

const log = { text: () => "", raw: () => "", lineCount: 0 };

it("reads a matcher over several lines, as an action ships it", () => {
  const family = problemMatcherFamily("shop", ["shop:"], {
    problemMatcher: [
      {
        owner: "shop-lint",
        severity: "warning",
        pattern: [
          { regexp: "^shop: (\\S+)$", file: 1, message: 0 },
          { regexp: "^\\s+(\\d+):(\\d+) (.*)$", line: 1, column: 2, message: 3 },
        ],
      },
    ],
  });
  const found: Finding[] = [];
  const reader = family.open((finding) => found.push(finding), log);
  expect(reader.line("shop: src/cart.ts", 1)).toBe(true);
  expect(reader.line("  3:5 no total", 2)).toBe(false);
  expect(found).toMatchObject([
    {
      kind: "diagnostic",
      diagnostic: {
        tool: "shop-lint",
        file: "src/cart.ts",
        line: 3,
        column: 5,
        severity: "warning",
        message: "no total",
      },
    },
  ]);
});
