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
