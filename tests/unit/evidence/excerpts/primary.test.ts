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
  expect(primary).toEqual({ startLine: 3, endLine: 8 });
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

it("a stack trace is read as one, without the heading and the verdict around it", async () => {
  const frames = Array.from({ length: 20 }, (_, i) => `\tat shop.Basket.add(Basket.java:${i + 1})`);
  const primary = await primaryOf([
    "[ERROR] COMPILATION ERROR : ",
    'Exception in thread "main" java.lang.IllegalStateException: no basket',
    ...frames,
    "",
    "BUILD FAILED",
  ]);
  expect(primary).toEqual({ startLine: 2, endLine: 22 });
});

it("the headings that Maven puts around a compiler's error are no part of it", async () => {
  const primary = await primaryOf([
    "[INFO] -------------------------------------------------------------",
    "[ERROR] COMPILATION ERROR : ",
    "[INFO] -------------------------------------------------------------",
    "[ERROR] /src/main/java/shop/Basket.java:[3,9] cannot find symbol",
    "  symbol:   class Price",
    "[INFO] 1 error",
    "[INFO] -------------------------------------------------------------",
    "[INFO] BUILD FAILURE",
  ]);
  expect(primary).toEqual({ startLine: 4, endLine: 5 });
});

it("the list of failed tests explains, not the exceptions that a program logged on the way", async () => {
  const primary = await primaryOf([
    "Running shop.BasketTest",
    "ERROR [03:02:52,509] shop.Basket: cannot add a price",
    "java.lang.reflect.InvocationTargetException",
    "\tat shop.Basket.add(Basket.java:50)",
    "Tests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.01 sec <<< FAILURE!",
    "",
    "Results :",
    "",
    "Failed tests:   addsPrices(shop.BasketTest): expected 4, was 3",
    "",
    "Tests run: 2, Failures: 1, Errors: 0, Skipped: 0",
    "",
    "[INFO] BUILD FAILURE",
  ]);
  expect(primary).toEqual({ startLine: 9, endLine: 9 });
});

it("an exception that nobody logged still explains", async () => {
  const primary = await primaryOf([
    "starting",
    "java.lang.reflect.InvocationTargetException: no basket",
    "\tat shop.Basket.add(Basket.java:50)",
    "done",
  ]);
  expect(primary).toEqual({ startLine: 2, endLine: 3 });
});

it("what Ant passes on explains, not that the task it ran came back", async () => {
  const primary = await primaryOf([
    "generate:",
    '     [java] Exception in thread "main" java.lang.NullPointerException',
    "     [java] \tat shop.Generator.main(Generator.java:106)",
    "",
    "BUILD FAILED",
    "/work/build.xml:52: Java returned: 1",
    "",
    "Total time: 21 seconds",
  ]);
  expect(primary).toMatchObject({ endLine: 3 });
});

it("where nothing speaks of trouble, what was said last before the end explains", async () => {
  const primary = await primaryOf([
    "travis_time:start:0a1b\r\x1b[0K$ ./prepare.sh",
    "[archive.zip]",
    "This is only half of an archive.",
    "",
    "travis_time:end:0a1b\r\x1b[0K",
    'The command "./prepare.sh" failed and exited with 9 during .',
    "",
    "Your build has been stopped.",
  ]);
  expect(primary).toEqual({ startLine: 2, endLine: 3 });
});

it("what should be and is not explains, not the exception that only says that something failed", async () => {
  const primary = await primaryOf([
    "Running basket/test_prices 1/1",
    "",
    "PricesConfig - failed. This test class should extend TestCase but it doesn't.",
    "",
    "Finished basket/test_prices",
    "Printing times",
    "",
    "Traceback (most recent call last):",
    '  File "run_test.py", line 9, in main',
    "    raise RuntimeError(failure.message)",
    "RuntimeError: basket/test_prices 1/1 failed!",
    "",
    "Failed to upload artifacts: Unable to locate credentials",
  ]);
  expect(primary).toEqual({ startLine: 3, endLine: 3 });
});

it("failures that a runner lists one behind the other are one range", async () => {
  const primary = await primaryOf([
    "Failures:",
    "",
    "  1) Basket adds prices",
    "     Failure/Error: expect(total).to eq(4)",
    "     # ./spec/basket_spec.rb:9:in `block'",
    "",
    "  2) Basket is empty at first",
    "     Failure/Error: expect(basket).to be_empty",
    "     # ./spec/basket_spec.rb:14:in `block'",
    "",
    "Finished in 0.01 seconds (files took 0.1 seconds to load)",
    "3 examples, 2 failures",
  ]);
  expect(primary).toEqual({ startLine: 3, endLine: 9 });
});

it("a failure far from the others stands alone", async () => {
  const primary = await primaryOf([
    "not ok 1 - adds prices",
    "# expected 4",
    ...Array.from({ length: 12 }, (_, i) => `ok ${i + 2}`),
    "not ok 14 - is empty at first",
    "# expected nothing",
    "1..14",
  ]);
  expect(primary).toEqual({ startLine: 15, endLine: 16 });
});

it("the source below a compiler's error belongs to it, and the next error to the list", async () => {
  const primary = await primaryOf([
    ...Array.from({ length: 40 }, (_, i) => `compiling part ${i}`),
    "a.kt:1:25: error: type mismatch: inferred type is Int but String was expected",
    "fun f(x: Int): String = x + 1",
    "                        ^",
    "a.kt:2:22: error: unresolved reference: g",
    "fun main() { println(g(2)) }",
    "                     ^",
    "done",
  ]);
  expect(primary).toEqual({ startLine: 41, endLine: 46 });
});

it("a table of what was covered is no part of the failure above it", async () => {
  const rows = Array.from({ length: 20 }, (_, i) => ` src/part${i}.js |     90.1 |     80 |   100 |`);
  const primary = await primaryOf([
    "AssertionError: 3 == 4",
    "    at total (basket.js:3:1)",
    ...rows,
    "done",
  ]);
  expect(primary).toEqual({ startLine: 1, endLine: 2 });
});

it("the files that a formatter lists belong to its verdict", async () => {
  const primary = await primaryOf([
    "checking",
    "** (Mix) mix format failed due to --check-formatted.",
    "The following files are not formatted:",
    "",
    "  * lib/basket.ex",
    "  * lib/price.ex",
    "",
    "done",
  ]);
  expect(primary).toEqual({ startLine: 2, endLine: 6 });
});

it("where only make says that it failed, what stands right above explains", async () => {
  const primary = await primaryOf([
    "go vet ./...",
    "",
    "Go files to be run through gofmt:",
    "cmd/main.go",
    "make: *** [lint] Error 1",
  ]);
  expect(primary).toEqual({ startLine: 3, endLine: 5 });
});

it("a race that a test was stopped for is told with the test", async () => {
  const primary = await primaryOf([
    "=== RUN   TestHub",
    "==================",
    "WARNING: DATA RACE",
    "Write at 0x00c4 by goroutine 9:",
    "  chat.(*Hub).add()",
    "==================",
    "--- FAIL: TestHub (0.02s)",
    "\ttesting.go:699: race detected during execution of test",
    "FAIL",
  ]);
  expect(primary).toEqual({ startLine: 3, endLine: 8 });
});

it("warnings explain where the failing command is the tool that gives them", async () => {
  const primary = await primaryOf([
    "travis_time:start:0a1b\r\x1b[0K$ flake8 shop",
    "ERROR:shop:could not read the price list",
    ...Array.from({ length: 20 }, (_, i) => `reading price ${i}`),
    "shop/basket.py:14:1: F401 'struct' imported but unused",
    "shop/price.py:77:80: E501 line too long (93 > 79 characters)",
    "travis_time:end:0a1b\r\x1b[0K",
    'The command "flake8 shop" exited with 1.',
  ]);
  expect(primary).toEqual({ startLine: 23, endLine: 24 });
});

it("a linter's findings below the names of their files are one list", async () => {
  const files = Array.from({ length: 12 }, (_, i) => [
    `/work/src/part${i}.js`,
    "   3:10  error    'a' is never used  no-unused-vars",
    "   4:1   warning  Unexpected console  no-console",
    "",
  ]);
  const primary = await primaryOf([
    ...Array.from({ length: 40 }, (_, i) => `reading ${i}`),
    "",
    ...files.flat(),
    "done",
  ]);
  expect(primary).toEqual({ startLine: 42, endLine: 88 });
});

it("two errors of a short step are one list, with the notes and the source that belong to them", async () => {
  const primary = await primaryOf([
    "travis_time:start:0a1b\r\x1b[0K$ cc -Wall -Werror basket.c",
    "basket.c:2:32: error: format specifies type 'char *' [-Werror,-Wformat]",
    'int main(){int x; printf("%s", x); return 0;}',
    "                          ~~   ^",
    "                          %d",
    "basket.c:2:32: error: variable 'x' is uninitialized [-Werror,-Wuninitialized]",
    'int main(){int x; printf("%s", x); return 0;}',
    "                               ^",
    "basket.c:2:17: note: initialize the variable 'x' to silence this warning",
    'int main(){int x; printf("%s", x); return 0;}',
    "                ^",
    "                 = 0",
    "travis_time:end:0a1b\r\x1b[0K",
    'The command "cc -Wall -Werror basket.c" exited with 1.',
  ]);
  expect(primary).toEqual({ startLine: 2, endLine: 12 });
});
