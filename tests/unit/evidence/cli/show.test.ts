import { expect, it } from "vitest";
import { plain, showEvidence } from "@/lib/evidence/cli/show";
import { extractEvidence } from "@/lib/evidence/extract";

async function shown(...lines: string[]) {
  return showEvidence("a.log", await extractEvidence({ log: Buffer.from(lines.join("\n")) }), plain);
}

it("a long stack trace is folded to where it came from, and what is above it stays", async () => {
  const frames = Array.from({ length: 40 }, (_, i) => `\tat shop.Basket.add(Basket.java:${i + 1})`);
  const text = await shown("starting", "java.lang.IllegalStateException: no basket", ...frames, "");
  expect(text).toContain("java.lang.IllegalStateException: no basket");
  expect(text).toContain("Basket.java:6)");
  expect(text).not.toContain("Basket.java:7)");
  expect(text).toContain("… 34 more frames");
});

it("the lines that explain best are shown, however deep in a long excerpt they stand", async () => {
  const values = Array.from({ length: 90 }, (_, i) => `value${i} = ${i}`);
  const text = await shown(
    "=================================== FAILURES ===================================",
    "_________________________________ test_prices __________________________________",
    "",
    ...values,
    "E       AssertionError: 3 != 4",
    "",
    "shop/test_basket.py:9: AssertionError",
    "=========================== short test summary info ============================",
    "FAILED shop/test_basket.py::test_prices - AssertionError: 3 != 4",
    "========================= 1 failed, 2 passed in 0.10s ==========================",
  );
  expect(text).toContain("AssertionError: 3 != 4");
  expect(text.slice(text.indexOf("\ncause\n"), text.indexOf("\ntests  "))).toContain(
    "E       AssertionError: 3 != 4",
  );
});

it("errors are listed and what is none only counted, each finding on one line", async () => {
  const text = await shown(
    "src/basket.c:1:2: warning: unused variable 'x' [-Wunused-variable]",
    "src/basket.c:3:4: error: 'price' undeclared",
    "src/basket.ts(12,5): error TS2322: Type 'A' is not assignable to type 'B'.",
    "  Property 'price' is missing.",
  );
  expect(text).toContain("findings  2  (and 1 that are no errors)");
  const findings = text.slice(text.indexOf("findings"), text.indexOf("enough to"));
  expect(findings).not.toContain("unused variable");
  expect(findings).toContain("src/basket.ts:12:5 Type 'A' is not assignable to type 'B'. … TS2322 tsc");
});

it("reasons that say the same of several lines are told once", async () => {
  const text = await shown(
    ...Array.from({ length: 4 }, () => [
      "fetching",
      "",
      "curl: (6) Could not resolve host: shop.example",
      "",
    ]).flat(),
  );
  expect(text.match(/the network or a remote service failed/g)?.length).toBeLessThanOrEqual(2);
  expect(text).toMatch(/line \d+ and \d more: the network/);
});
