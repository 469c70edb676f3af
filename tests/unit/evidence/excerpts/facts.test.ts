import { expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";

const at = "2026-01-31T10:00:00.0000000Z ";
const filler = Array.from({ length: 400 }, (_, i) => `compiling part ${i} of the basket`);

async function shown(test: string) {
  const lines = [
    "Complete job name: tests (windows, 9.0)",
    "##[group]Run ./get-libraries",
    "##[endgroup]",
    "Fetching bzip2-1.0.8...",
    "Fetching tcltk-9.0.3.0-unsigned...",
    ...filler,
    "##[group]Run python -m unittest",
    "##[endgroup]",
    ...filler,
    "======================================================================",
    `FAIL: ${test}`,
    "----------------------------------------------------------------------",
    "Traceback (most recent call last):",
    '  File "test.py", line 57, in test_it',
    "AssertionError: 3 != 4",
    "",
    "----------------------------------------------------------------------",
    "Ran 1 test in 0.1s",
    "",
    "FAILED (failures=1)",
    "##[error]Process completed with exit code 1.",
  ];
  const { excerpts } = await extractEvidence({ log: Buffer.from(lines.map((line) => at + line).join("\n")) });
  return excerpts.map(({ text }) => text).join("\n");
}

it("the job's name, the failing step and the component that the failed test is about are always shown", async () => {
  const text = await shown("test_it (test.test_tcl.TclTest.test_it)");
  expect(text).toContain("Complete job name: tests (windows, 9.0)");
  expect(text).toContain("##[group]Run python -m unittest");
  expect(text).toContain("Fetching tcltk-9.0.3.0-unsigned...");
});

it("components that no failed test names are left out", async () => {
  const text = await shown("test_it (test.test_basket.BasketTest.test_it)");
  expect(text).not.toContain("Fetching");
});
