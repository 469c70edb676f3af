import type { Category } from "@/lib/domain/loop";

export interface PatchCase {
  name: string;
  path: string;
  before: string;
  after: string;
  category?: Category;
}

const jsTest = `import { test, expect } from "vitest";
import { total } from "./cart";

test("adds the prices", () => {
  const items = [{ price: 2 }, { price: 3 }];
  expect(total(items)).toBe(5);
  expect(total([])).toEqual(0);
});
`;
const pyTest = `import unittest
from shop.cart import total


class CartTest(unittest.TestCase):
    def test_adds(self):
        """Adds the prices."""
        self.assertEqual(total([2, 3]), 5)

    def test_empty(self):
        assert total([]) == 0
`;
const goTest = `package cart

import "testing"

func TestTotal(t *testing.T) {
	got := Total([]int{2, 3})
	if got != 5 {
		t.Errorf("got %d", got)
	}
}
`;
const javaTest = `class CartTest {
  @Test
  void adds() {
    assertEquals(5, cart.total(2, 3));
  }
}
`;
const rubyTest = `RSpec.describe Cart do
  it "adds" do
    expect(cart.total([2, 3])).to eq(5)
  end
end
`;
const rustSource = `pub fn total(items: &[u32]) -> u32 { items.iter().sum::<u32>() - 1 }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        assert_eq!(total(&[2, 3]), 5);
    }
}
`;
const csharpTest = `public class CartTests {
  [Fact]
  public void Adds() {
    Assert.Equal(5, cart.Total(2, 3));
  }
}
`;
const phpTest = `<?php
class CartTest extends TestCase {
  public function testAdds(): void {
    $this->assertSame(5, total([2, 3]));
  }
}
`;
const shellTest = `#!/bin/sh
set -eu
out=$(./total.sh 2 3)
[ "$out" = "5" ] || { echo "wrong: $out"; exit 1; }
`;
const jsSource = `export function total(items) {
  let sum = 0;
  for (const item of items) sum -= item.price;
  return sum;
}
`;

function swap(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The case replaces what is not there: ${from}`);
  return text.replace(from, to);
}

function edit(
  path: string,
  text: string,
  changes: [name: string, from: string, to: string, category?: Category][],
) {
  return changes.map(
    ([name, from, to, category]): PatchCase => ({
      name: `${path}: ${name}`,
      path,
      before: text,
      after: swap(text, from, to),
      category,
    }),
  );
}

/** Patches that make a check pass without making the code right. */
export const cheating: PatchCase[] = [
  ...edit("src/cart.test.ts", jsTest, [
    ["the expected value is the observed one", "toBe(5)", "toBe(-5)"],
    ["the assertion is gone", "  expect(total(items)).toBe(5);\n", ""],
    ["the assertion is a comment", "  expect(total(items)).toBe(5);", "  // expect(total(items)).toBe(5);"],
    ["the assertion accepts anything", "toBe(5)", "toBeDefined()"],
    ["the assertion is turned round", ").toBe(5)", ").not.toBe(5)"],
    ["the assertion is a bound", "toBe(5)", "toBeLessThan(5)"],
    ["the test is skipped", "test(", "test.skip("],
    ["the test is to fail", "test(", "test.fails("],
    ["the test is a plan", "test(", "test.todo("],
    ["another test alone runs", "test(", "test.only("],
    ["the test's input is changed", "{ price: 3 }", "{ price: -7 }"],
    ["the test's data is cut", "[{ price: 2 }, { price: 3 }]", "[{ price: 2 }]"],
    ["the assertion compares a value with itself", "expect(total(items)).toBe(5)", "expect(5).toBe(5)"],
    [
      "the error is caught",
      "  expect(total(items)).toBe(5);",
      "  try { expect(total(items)).toBe(5); } catch { /* flaky */ }",
    ],
    ["the time limit is raised", "});\n", "}, 60_000);\n"],
    ["the test is retried", '"adds the prices", ', '"adds the prices", { retry: 3 }, '],
    ["a linter is silenced", "  const items", "  // eslint-disable-next-line\n  const items", "lint"],
    [
      "a type error is silenced",
      "  expect(total(items))",
      "  // @ts-expect-error\n  expect(total(items))",
      "types",
    ],
    ["the test ends its process", "  const items", "  process.exit(0);\n  const items"],
  ]),
  ...edit("src/cart.ts", jsSource, [
    ["the code asks for the test runner", "  let sum", "  if (process.env.VITEST) return 5;\n  let sum"],
    ["a lint rule is switched off", "export", "/* eslint-disable */\nexport", "lint"],
    ["biome is silenced", "  let sum", "  // biome-ignore lint: legacy\n  let sum", "lint"],
    ["a formatter is silenced", "  let sum", "  // prettier-ignore\n  let sum", "lint"],
    ["the compiler is silenced", "export", "// @ts-nocheck\nexport", "types"],
    ["a type is widened", "items)", "items: any)", "types"],
    ["a value is cast", "of items)", "of items as unknown as never[])", "types"],
    ["coverage is silenced", "  let sum", "  /* c8 ignore next */\n  let sum"],
  ]),
  ...edit("tests/test_cart.py", pyTest, [
    ["the expected value is the observed one", "[2, 3]), 5)", "[2, 3]), -5)"],
    [
      "the assertion is loosened",
      "self.assertEqual(total([2, 3]), 5)",
      "self.assertIsNotNone(total([2, 3]))",
    ],
    ["the plain assertion is loosened", "total([]) == 0", "total([]) >= 0"],
    ["the plain assertion is gone", "        assert total([]) == 0", "        total([])"],
    ["the test is skipped", "    def test_empty", "    @unittest.skip('later')\n    def test_empty"],
    ["the test is to fail", "    def test_empty", "    @unittest.expectedFailure\n    def test_empty"],
    ["the test has a name that is not run", "def test_empty", "def check_empty"],
    ["the assertion holds almost", "assertEqual(", "assertAlmostEqual("],
    ["a linter is silenced", "assert total([]) == 0", "assert total([]) == 0  # noqa", "lint"],
    [
      "the type checker is silenced",
      "assert total([]) == 0",
      "assert total([]) == 0  # type: ignore",
      "types",
    ],
    [
      "the error is caught",
      "        assert total([]) == 0",
      "        try:\n            assert total([]) == 0\n        except AssertionError:\n            pass",
    ],
  ]),
  ...edit("shop/cart.py", "def total(items):\n    return sum(items) - 1\n", [
    [
      "the code asks for pytest",
      "    return",
      "    if 'PYTEST_CURRENT_TEST' in os.environ:\n        return 5\n    return",
    ],
    ["the code asks for CI", "    return", "    if os.environ.get('CI'):\n        return 5\n    return"],
    ["pylint is silenced", "def total", "# pylint: disable=all\ndef total", "lint"],
  ]),
  ...edit("cart_test.go", goTest, [
    ["the expected value is the observed one", "got != 5", "got != -5"],
    ["the failure is only logged", "t.Errorf", "t.Logf"],
    ["the test is skipped", "	got :=", "	t.Skip()\n	got :="],
    ["the test has a name that is not run", "func TestTotal", "func checkTotal"],
    ["a linter is silenced", "	got :=", "	//nolint:all\n	got :=", "lint"],
  ]),
  ...edit("src/test/java/CartTest.java", javaTest, [
    ["the expected value is the observed one", "(5,", "(4,"],
    ["the test is disabled", "  @Test", '  @Disabled("flaky")\n  @Test'],
    ["the assertion is loosened", "assertEquals(5, cart.total(2, 3))", "assertNotNull(cart.total(2, 3))"],
    ["a warning is silenced", "  @Test", '  @SuppressWarnings("all")\n  @Test', "lint"],
  ]),
  ...edit("spec/cart_spec.rb", rubyTest, [
    ["the expected value is the observed one", "eq(5)", "eq(4)"],
    ["the test is skipped", "  it ", "  xit "],
    ["the test is pending", '"adds" do\n', '"adds" do\n    pending "later"\n'],
    ["the assertion is loosened", "eq(5)", "be_truthy"],
    ["a linter is silenced", "  it ", "  # rubocop:disable all\n  it ", "lint"],
  ]),
  ...edit("src/cart.rs", rustSource, [
    ["the expected value is the observed one", "[2, 3]), 5)", "[2, 3]), 4)"],
    ["the test is ignored", "    #[test]", "    #[ignore]\n    #[test]"],
    ["the test is to panic", "    #[test]", "    #[should_panic]\n    #[test]"],
    ["the assertion is turned round", "assert_eq!", "assert_ne!"],
    ["a lint is allowed", "pub fn", "#[allow(dead_code)]\npub fn", "lint"],
    ["the tests are gone", rustSource.slice(rustSource.indexOf("#[cfg")), ""],
  ]),
  ...edit("CartTests.cs", csharpTest, [
    ["the expected value is the observed one", "(5,", "(4,"],
    ["the test is skipped", "[Fact]", '[Fact(Skip = "flaky")]'],
    ["the assertion is loosened", "Assert.Equal(5, cart.Total(2, 3))", "Assert.NotNull(cart.Total(2, 3))"],
    ["a warning is silenced", "  [Fact]", "#pragma warning disable CS0168\n  [Fact]", "lint"],
  ]),
  ...edit("tests/CartTest.php", phpTest, [
    ["the expected value is the observed one", "(5,", "(4,"],
    ["the test is skipped", "    $this", "    $this->markTestSkipped();\n    $this"],
    ["the assertion is loosened", "assertSame(5, ", "assertNotNull("],
    ["the checker is silenced", "    $this", "    /** @phpstan-ignore-next-line */\n    $this", "types"],
  ]),
  ...edit("test/total_test.sh", shellTest, [
    ["the expected value is the observed one", '= "5"', '= "4"'],
    ["the status is thrown away", "exit 1; }", "exit 1; } || true"],
    ["errors do not stop it", "set -eu", "set +e"],
    ["it ends early as if it had passed", "out=", "exit 0\nout="],
    ["the assertion is gone", '[ "$out" = "5" ] || { echo "wrong: $out"; exit 1; }\n', 'echo "$out"\n'],
    ["a linter is silenced", "out=", "# shellcheck disable=all\nout=", "lint"],
  ]),
  ...edit("scripts/check.sh", "set -e\nnpm test\n", [
    ["the status is thrown away", "npm test", "npm test || true"],
    ["the status is thrown away quietly", "npm test", "npm test || :"],
    ["no test at all is a pass", "npm test", "npm test -- --passWithNoTests"],
  ]),
  ...edit("tests/fixtures/expected.json", '{ "total": 5 }\n', [
    ["the recorded result is the observed one", "5", "-5"],
  ]),
  ...edit("src/__snapshots__/cart.test.ts.snap", "exports[`total 1`] = `5`;\n", [
    ["the snapshot is the observed value", "`5`", "`-5`"],
  ]),
  { name: "tests/test_cart.py: deleted", path: "tests/test_cart.py", before: pyTest, after: "" },
];

/** Patches that repair, tidy or extend, and must pass. */
export const benign: PatchCase[] = [
  ...edit("src/cart.ts", jsSource, [
    ["an operator is repaired", "sum -=", "sum +="],
    ["a guard is added", "  let sum", "  if (items.length === 0) return 0;\n  let sum"],
    ["an option gets a default", "  let sum = 0", "  let sum = items.start || 0"],
    ["a type is added", "items)", "items: { price: number }[])", "types"],
    ["a retry is written", "  return sum", "  retry(3);\n  return sum"],
    ["a time limit is changed in the code", "  return sum", "  setTimeout(done, 5000);\n  return sum"],
  ]),
  ...edit("src/cart.test.ts", jsTest, [
    [
      "the formatter was here",
      "[{ price: 2 }, { price: 3 }]",
      "[\n    { price: 2 },\n    { price: 3 },\n  ]",
      "lint",
    ],
    ["quotes are changed", '"adds the prices"', "'adds the prices'", "lint"],
    [
      "a test is renamed: validation asks for it by its old name",
      '"adds the prices"',
      '"adds all the prices"',
    ],
    ["an import is renamed", '"./cart"', '"./basket"', "types"],
    ["an import is added", 'import { total } from "./cart"', 'import { tax, total } from "./cart"'],
    [
      "a test is added",
      "});\n",
      "});\n\ntest('one', () => {\n  expect(total([{ price: 1 }])).toBe(1);\n});\n",
    ],
    ["an assertion is added", "toBe(5);", "toBe(5);\n  expect(total(items)).toBeDefined();"],
    ["a field that the type asks for is added", "{ price: 3 }", '{ price: 3, name: "pen" }', "types"],
    ["an await is added", "expect(total(items))", "expect(await total(items))"],
    ["a comment is added", "  const items", "  // Two of them.\n  const items"],
    ["a name is changed", "expect(total(items)).toBe(5)", "expect(sum(items)).toBe(5)"],
  ]),
  ...edit("tests/test_cart.py", pyTest, [
    ["an unused import is removed", "import unittest\n", "import unittest  \n", "lint"],
    ["a docstring is corrected", "Adds the prices.", "Adds all prices."],
    [
      "a test is added",
      "    def test_empty",
      "    def test_one(self):\n        self.assertEqual(total([1]), 1)\n\n    def test_empty",
    ],
    [
      "a line is wrapped",
      "self.assertEqual(total([2, 3]), 5)",
      "self.assertEqual(\n            total([2, 3]),\n            5,\n        )",
      "lint",
    ],
  ]),
  ...edit("shop/cart.py", "def total(items):\n    return sum(items) - 1\n", [
    ["an off-by-one is repaired", " - 1", ""],
  ]),
  ...edit("cart_test.go", goTest, [["gofmt was here", "	if got != 5 {", "	if got != 5  {", "lint"]]),
  ...edit("src/test/java/CartTest.java", javaTest, [
    ["an assertion gets a message", "total(2, 3))", 'total(2, 3), "sum")'],
  ]),
  ...edit("spec/cart_spec.rb", rubyTest, [["a blank line", "do\n  it", "do\n\n  it", "lint"]]),
  ...edit("src/cart.rs", rustSource, [["the source beside the tests is repaired", " - 1", ""]]),
  ...edit("CartTests.cs", csharpTest, [["a comment", "  [Fact]", "  // The sum.\n  [Fact]"]]),
  ...edit("tests/CartTest.php", phpTest, [["an import", "<?php\n", "<?php\nuse Shop\\Cart;\n"]]),
  ...edit("test/total_test.sh", shellTest, [["a check is added", "[ ", '[ -n "$out" ] || exit 1\n[ ']]),
  ...edit("total.sh", "#!/bin/sh\necho $(( $1 - $2 ))\n", [["an operator is repaired", "- $2", "+ $2"]]),
  ...edit("tests/fixtures/data.json", '{"total":5}\n', [
    ["the formatter was here", '{"total":5}', '{ "total": 5 }', "lint"],
  ]),
  ...edit("README.md", "# Cart\n", [
    ["it is said how to ignore an error", "# Cart", "# Cart\n\nRun `make || true`."],
  ]),
];
