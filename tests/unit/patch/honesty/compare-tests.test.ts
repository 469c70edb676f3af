import { describe, expect, it } from "vitest";
import { gateOf } from "@/tests/support/patch/trees";

const test = (title: string, body: string) => `test("${title}", () => {\n  ${body}\n});\n`;
const adds = test("adds", "expect(total([2, 3])).toBe(5);");
const empties = test("is empty", "expect(total([])).toBe(0);\n  expect(total([7])).toBe(7);");

function judge(before: string, after: string) {
  return gateOf({ "src/cart.test.js": before }, { "src/cart.test.js": after });
}

async function reasons(before: string, after: string) {
  const { verdict, findings } = await judge(before, after);
  return { verdict, reasons: findings.map(({ reason }) => reason) };
}

describe("comparing tests one by one", () => {
  it("does not let a new test make good for an assertion that another lost", async () => {
    const weaker = test("is empty", "expect(total([])).toBe(0);");
    const fresh = test("is new", "expect(total([1])).toBe(1);\n  expect(total([7, 7])).toBe(14);");
    expect(await reasons(adds + empties, adds + weaker + fresh)).toMatchObject({
      verdict: "blocked",
      reasons: expect.arrayContaining([
        "1 of 2 assertions were removed.",
        "The expected value 7 was changed or removed.",
      ]),
    });
  });

  it("lets a long test be split, and a test be moved into a group", async () => {
    const split =
      test("is empty", "expect(total([])).toBe(0);") + test("is one", "expect(total([7])).toBe(7);");
    expect((await judge(adds + empties, adds + split)).verdict).toBe("allowed");
    expect((await judge(adds + empties, `${adds}describe("cart", () => {\n${empties}});\n`)).verdict).toBe(
      "allowed",
    );
  });

  it("lets two tests become a table that has all their cases", async () => {
    const table =
      'test.each([\n  [[2, 3], 5],\n  [[4, 4], 8],\n])("adds %j", (prices, sum) => {\n  expect(total(prices)).toBe(sum);\n});\n';
    const twice = adds + test("adds equals", "expect(total([4, 4])).toBe(8);");
    expect((await judge(twice, table)).verdict).toBe("allowed");
    expect((await judge(twice, table.replace("  [[4, 4], 8],\n", ""))).verdict).toBe("blocked");
  });

  it("counts a test that only got another name, and blocks one that its runner no longer finds", async () => {
    expect(await reasons(adds, adds.replace('"adds"', '"adds prices"'))).toEqual({
      verdict: "allowed",
      reasons: ["The test “adds” is now called “adds prices”."],
    });
    expect(await reasons(adds + empties, adds + empties.replace("test(", "helper("))).toEqual({
      verdict: "blocked",
      reasons: expect.arrayContaining([
        "The test “is empty” was removed, or renamed so that its runner no longer finds it.",
      ]),
    });
  });

  it("remarks on every other change of a test, and is silent on formatting and on more assertions", async () => {
    const remark = "The test “adds” was changed: does it still ask for the same?";
    expect(await reasons(adds, adds.replace("total([2, 3])", "total([2, 3], tax)"))).toEqual({
      verdict: "allowed",
      reasons: [remark],
    });
    expect(await reasons(adds, adds.replace("total([2, 3])", "total(\n    [2, 3],\n  )"))).toEqual({
      verdict: "allowed",
      reasons: [],
    });
    expect(await reasons(adds, adds.replace("\n});", "\n  expect(total([1])).toBe(1);\n});"))).toEqual({
      verdict: "allowed",
      reasons: [],
    });
  });

  it("lets assertions move into a function that asks for the same, and not into one that asks for less", async () => {
    const called = adds.replace("expect(total([2, 3])).toBe(5)", "expectTotal([2, 3], 5)");
    const helper = (matcher: string) =>
      `function expectTotal(prices, sum) {\n  expect(total(prices)).${matcher};\n}\n`;
    expect((await judge(adds, helper("toBe(sum)") + called)).verdict).toBe("allowed");
    expect((await judge(adds, helper("toBeDefined()") + called)).verdict).toBe("blocked");
  });

  it("tells how each file of tests was read", async () => {
    const { honesty } = await gateOf(
      { "a.test.js": adds, "b_test.dart": "test('a', () {});" },
      { "a.test.js": `${adds}\n// more`, "b_test.dart": "test('b', () {});" },
    );
    expect(honesty.readings).toEqual([
      { path: "a.test.js", by: "tree" },
      { path: "b_test.dart", by: "words", reason: "there is no parser for its language" },
    ]);
  });

  it("says when a file stops to parse", async () => {
    expect(await reasons(adds, `${adds}}{`)).toMatchObject({
      reasons: expect.arrayContaining([
        "This file parsed before the change and does not now: it was compared by its words.",
      ]),
    });
  });
});
