import { expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";

async function primaryOf(lines: readonly string[]) {
  return (await extractEvidence({ log: Buffer.from(lines.join("\n")) })).primary;
}

function compilerErrors(count: number): string[] {
  return Array.from({ length: count }, (_, i) => [
    `[ERROR] /src/main/java/shop/Basket.java:[${i + 1},9] cannot find symbol`,
    "  symbol:   class Price",
  ]).flat();
}

it("a compiler's list of errors is one range, however long", async () => {
  const list = compilerErrors(15);
  expect(await primaryOf(["compiling", ...list, "", "done", "done", "done"])).toEqual({
    startLine: 2,
    endLine: 31,
  });
});

it("other lines between a compiler's errors end the list", async () => {
  const mixed = compilerErrors(9).flatMap((line, i) =>
    i === 9 ? [line, "[9/20] Building basket.o"] : [line],
  );
  const primary = await primaryOf(["compiling", ...mixed]);
  expect(primary && primary.endLine - primary.startLine).toBeLessThan(10);
});

it("a traceback that led to another one is read with it", async () => {
  const primary = await primaryOf([
    "importing",
    "",
    "Traceback (most recent call last):",
    '  File "a.py", line 1, in <module>',
    "KeyError: 'basket'",
    "",
    "During handling of the above exception, another exception occurred:",
    "",
    "Traceback (most recent call last):",
    '  File "a.py", line 3, in <module>',
    "ValueError: no basket",
  ]);
  expect(primary).toEqual({ startLine: 3, endLine: 11 });
});

it("the message of an exception goes on until its stack frames do", async () => {
  const primary = await primaryOf([
    "starting",
    "FATAL: shop.Channel$Closed: command close",
    "created at",
    "\tat shop.Channel.close(Channel.java:70)",
    "\tat shop.Main.main(Main.java:7)",
    "Finished",
  ]);
  expect(primary).toEqual({ startLine: 2, endLine: 5 });
});

it("a row of statistics is no sign of trouble", async () => {
  const log = [
    "Cache errors                  2",
    "Compilation failures          4",
    "Cache read errors      1.5 %",
  ];
  expect(await primaryOf(log)).toBeNull();
});

it("RSpec's numbered failure explains, not its list at the end", async () => {
  const primary = await primaryOf([
    "Failures:",
    "",
    "  1) Basket adds prices",
    "     Failure/Error: expect(total).to eq(4)",
    "",
    "       expected: 4",
    "            got: 3",
    "     # ./spec/basket_spec.rb:9:in `block'",
    "",
    "Finished in 0.01 seconds (files took 0.1 seconds to load)",
    "2 examples, 1 failure",
    "",
    "Failed examples:",
    "",
    "rspec ./spec/basket_spec.rb:7 # Basket adds prices",
  ]);
  expect(primary).toEqual({ startLine: 3, endLine: 9 });
});

it("a failure that the end of the log cuts off reaches up to there", async () => {
  const log = [
    "1..2",
    "ok 1 starts",
    "not ok 2 adds prices",
    "# (in test file basket.bats, line 9)",
    "# 3 != 4",
  ];
  expect(await primaryOf(log)).toEqual({ startLine: 3, endLine: 5 });
});
