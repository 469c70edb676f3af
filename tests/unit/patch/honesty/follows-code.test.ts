import { describe, expect, it } from "vitest";
import type { GateRules } from "@/lib/patch/gate/rule";
import { gateOf, type TreeTexts } from "@/tests/support/patch/trees";

const cart = "export function total(prices) {\n  return prices.reduce((sum, price) => sum + price);\n}\n";
const label = 'export const label = (count) => count + " seats free";\n';
const test = 'test("adds", () => {\n  const prices = [20, 30];\n  expect(total(prices)).toBe(50);\n});\n';
const before = { "src/cart.js": cart, "src/label.js": label, "src/cart.test.js": test };

async function verdict(changes: TreeTexts, base: TreeTexts = before, rules: Partial<GateRules> = {}) {
  const gate = await gateOf(base, { ...base, ...changes }, rules);
  return { verdict: gate.verdict, isSeen: gate.findings.length > 0 };
}

const allowed = { verdict: "allowed", isSeen: true };
const blocked = { verdict: "blocked", isSeen: true };

describe("tests that follow the code", () => {
  it("may put in what changed code takes, and may not do so where no code changed", async () => {
    const given = { "src/cart.test.js": test.replace("[20, 30]", '["20", "30"]') };
    const takes = { "src/cart.js": cart.replace("sum + price", "sum + Number(price)") };
    expect(await verdict({ ...given, ...takes })).toEqual(allowed);
    expect(await verdict(given)).toEqual(blocked);
  });

  it("may not expect another value only because code was changed as well", async () => {
    const changes = {
      "src/cart.js": cart.replace("sum + price", "sum + price + 1"),
      "src/cart.test.js": test.replace("toBe(50)", "toBe(51)"),
    };
    expect(await verdict(changes)).toEqual(blocked);
  });

  it("may not hide one changed expectation behind many that follow the code", async () => {
    const words = ["one seat", "two seats", "ten seats", "no seats"];
    const says = (lines: string[], sum: number) =>
      `test("says", () => {\n${lines.map((line) => `  expect(label()).not.toBe("${line}");\n`).join("")}  expect(sum()).toBe(${sum});\n});\n`;
    const code = (noun: string) => `export const label = () => "seat ${noun}";\n`;
    const base = {
      "src/label.js": code("free"),
      "src/label.test.js": says(
        words.map((word) => `${word} free`),
        50,
      ),
    };
    const follow = (sum: number) => ({
      "src/label.js": code("left"),
      "src/label.test.js": says(
        words.map((word) => `${word} left`),
        sum,
      ),
    });
    expect(await verdict(follow(50), base)).toEqual(allowed);
    expect(await verdict(follow(51), base)).toEqual(blocked);
  });

  it("may expect other words where the code lost the one and has got the other", async () => {
    const says = {
      "src/label.test.js": 'test("says", () => {\n  expect(label(2)).toBe("2 seats free");\n});\n',
    };
    const left = { "src/label.test.js": says["src/label.test.js"].replace("free", "left") };
    const base = { ...before, ...says };
    expect(await verdict({ ...left, "src/label.js": label.replace("free", "left") }, base)).toEqual(allowed);
    expect(await verdict({ ...left, "src/label.js": label.replace("count +", "1 +") }, base)).toEqual(
      blocked,
    );
  });

  it("may expect what the same edit made of test and code", async () => {
    const lend = "export const due = (from) => from.plusDays(14);\n";
    const lends = {
      "src/loan.js": lend,
      "src/loan.test.js": 'test("lends", () => {\n  expect(due(now)).toEqual(now.plusDays(14));\n});\n',
    };
    const asked = lends["src/loan.test.js"].replace("plusDays(14)", "plusWeeks(3)");
    const longer = lend.replace("plusDays(14)", "plusWeeks(3)");
    expect(await verdict({ "src/loan.js": longer, "src/loan.test.js": asked }, lends)).toEqual(allowed);
    expect(await verdict({ "src/loan.test.js": asked }, lends)).toEqual(blocked);
  });

  it("may wait up to a limit where they slept, and no longer than that", async () => {
    const slept = { ...before, "src/cart.test.js": test.replace("  expect(", "  sleep(1);\n  expect(") };
    const bounded = test.replace("  expect(", "  waitFor(done, { timeout: 1 });\n  expect(");
    expect(await verdict({ "src/cart.test.js": bounded }, slept)).toEqual(allowed);
    expect(await verdict({ "src/cart.test.js": bounded })).toEqual(blocked);
  });

  it("may have a snapshot that changed in the words of the code, and in no other", async () => {
    const path = "src/__snapshots__/label.test.js.snap";
    const base = { ...before, [path]: 'exports[`says 1`] = `"2 seats free"`;\n' };
    const code = { "src/label.js": label.replace("free", "left") };
    const snapshot = (text: string) => ({ [path]: `exports[\`says 1\`] = \`"${text}"\`;\n` });
    expect(await verdict({ ...code, ...snapshot("2 seats left") }, base)).toEqual(allowed);
    expect(await verdict({ ...code, ...snapshot("3 seats left") }, base)).toEqual(blocked);
    expect(await verdict(snapshot("2 seats left"), base)).toEqual(blocked);
  });

  it("may have more data than they had, and no other", async () => {
    const base = { ...before, "tests/data/rows.csv": "id,name\n1,Ada\n2,Eve\n" };
    const rows = (text: string) => verdict({ "tests/data/rows.csv": text }, base);
    expect(await rows("id,name,zone\n1,Ada,UTC\n2,Eve,UTC\n")).toEqual(allowed);
    expect(await rows("id,name,zone\n1,Ada,UTC\n3,Eve,UTC\n")).toEqual(blocked);
    expect(await rows("id,name\n2,Eve\n1,Ada\n")).toEqual(blocked);
    expect(await rows("id,name\n1,Ada\n")).toEqual(blocked);
  });

  it("may expect an error that the patch declares, and no other in its place", async () => {
    const fails = 'test("fails", () => {\n  expect(() => total(null)).toThrow(EmptyCart);\n});\n';
    const base = { ...before, "src/cart.test.js": fails };
    const other = { "src/cart.test.js": fails.replace("EmptyCart", "NoPrices") };
    const declared = { "src/cart.js": `export class NoPrices extends Error {}\n${cart}` };
    expect(await verdict({ ...other, ...declared }, base)).toEqual(allowed);
    expect(await verdict(other, base)).toEqual(blocked);
  });

  it("may become rows of a table that asks the same, with the same values", async () => {
    const many =
      'test("adds", () => {\n  expect(total([2, 3])).toBe(5);\n  expect(total([4, 5])).toBe(9);\n});\n';
    const table =
      'test("adds", () => {\n  for (const [left, right, sum] of [\n    [2, 3, 5],\n    [4, 5, 9],\n  ])\n    expect(total([left, right])).toBe(sum);\n});\n';
    const base = { ...before, "src/cart.test.js": many };
    const rows = (text: string) => verdict({ "src/cart.test.js": text }, base);
    expect(await rows(table)).toEqual(allowed);
    expect(await rows(table.replace("5, 9", "5, 8"))).toEqual(blocked);
    expect(await rows(table.replace("toBe(sum)", "toBeGreaterThan(sum)"))).toEqual(blocked);
  });

  it("may not have an argument more, or a condition before an assertion, without anybody seeing it", async () => {
    const more = (from: string, to: string) => verdict({ "src/cart.test.js": test.replace(from, to) });
    expect(await more("total(prices)", "total(prices, 0)")).toEqual(allowed);
    expect(await more("  expect(", "  if (prices.length > 2) expect(")).toEqual(blocked);
    expect(await more("  expect(", "  if (prices.length < 3) return;\n  expect(")).toEqual(blocked);
    expect(await more("  expect(", "  if (process.env.CI) console.log(1);\n  expect(")).toEqual(blocked);
  });

  it("may not replace what they are named after", async () => {
    const mocked = (call: string) => verdict({ "src/cart.test.js": `${call};\n${test}` });
    expect(await mocked('jest.mock("./cart", () => ({ total: () => 50 }))')).toEqual(blocked);
    expect(await mocked('jest.mock("./clock", () => ({ now: () => 50 }))')).toEqual(allowed);
  });
});

describe("an example of the documentation", () => {
  const doubled = 'def double(n):\n    """Doubles.\n\n    >>> double(2)\n    4\n    """\n    return n * 2\n';
  const base = { "shop/numbers.py": doubled };

  it("expects the answer that it expected", async () => {
    expect(await verdict({ "shop/numbers.py": doubled.replace("    4\n", "    5\n") }, base)).toEqual(
      blocked,
    );
    expect(
      await verdict({ "shop/numbers.py": doubled.replace("    >>> double(2)\n    4\n", "") }, base),
    ).toEqual(allowed);
    expect((await verdict({ "shop/numbers.py": doubled.replace("n * 2", "n + n") }, base)).isSeen).toBe(
      false,
    );
  });
});

describe("a build script", () => {
  const path = "app/build.gradle.kts";
  const script = 'dependencies {\n    testImplementation("org.example:mock:1.0")\n}\ntasks.test {\n}\n';
  const change = (text: string, category: GateRules["category"]) =>
    verdict({ [path]: text }, { [path]: script }, { category });
  const newer = script.replace("1.0", "1.1");

  it("may name other dependencies where those are what failed, and do nothing else", async () => {
    expect(await change(newer, "dependency")).toEqual(allowed);
    expect(await change(newer, "test")).toEqual(blocked);
    expect(
      await change(
        newer.replace("tasks.test {\n", "tasks.test {\n    ignoreFailures = true\n"),
        "dependency",
      ),
    ).toEqual(blocked);
  });
});
