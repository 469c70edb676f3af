import { expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";

const noise = (count: number) =>
  Array.from({ length: count }, (_, i) => [
    `Fetching part ${i}`,
    `Error: part ${i} is not in the cache`,
    "",
    "",
    "",
  ]).flat();
const report = Array.from({ length: 12 }, (_, i) => `price list ${i} differs`);

async function shownOf(lines: readonly string[]): Promise<Set<string>> {
  const { excerpts } = await extractEvidence({ log: Buffer.from(lines.join("\n")) });
  return new Set(excerpts.flatMap(({ text }) => text.split("\n")));
}

it("the lines around the best explanation are shown before weaker ones elsewhere", async () => {
  const log = [
    ...noise(60),
    ...report,
    "AssertionError: the price lists differ",
    ...report.map((line) => `see ${line}`),
  ];
  const shown = await shownOf([...log, ...Array.from({ length: 60 }, (_, i) => `cleaning ${i}`)]);
  for (const line of report) {
    expect(shown).toContain(line);
    expect(shown).toContain(`see ${line}`);
  }
});

it("the last lines before the end are shown before weaker ones elsewhere", async () => {
  const last = Array.from({ length: 30 }, (_, i) => `verdict on page ${i}`);
  const shown = await shownOf([
    ...noise(60),
    "AssertionError: the price lists differ",
    ...noise(20),
    ...last,
  ]);
  for (const line of last) expect(shown).toContain(line);
});

it("every failure that a runner lists is shown before the room around the first", async () => {
  const failures = Array.from({ length: 16 }, (_, i) => [
    `  ${i + 1}) Basket case ${i}`,
    "     Failure/Error: expect(total).to eq(4)",
    "",
    "       expected: 4",
    "            got: 3",
    "",
    "       (compared using ==)",
    `     # ./spec/basket_spec.rb:${i}:in \`block'`,
    "",
  ]).flat();
  const tail = ["Finished in 0.01 seconds (files took 0.1 seconds to load)", "40 examples, 16 failures", ""];
  const after = Array.from({ length: 60 }, (_, i) => `covered part ${i}`);
  const shown = await shownOf([...noise(60), "Failures:", "", ...failures, ...tail, ...after]);
  for (const line of failures) expect(shown).toContain(line);
});
