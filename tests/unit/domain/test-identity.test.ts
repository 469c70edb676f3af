import { expect, test } from "vitest";
import { sameTest } from "@/lib/domain/test-identity";

test.each([
  ["adds(pkg.MathTest)", "pkg.MathTest.adds"],
  ["MathTest > adds()", "pkg.MathTest.adds"],
  ["test_adds (tests.test_math.TestMath)", "tests/test_math.py::TestMath::test_adds"],
  ["test_adds (tests.test_math.TestMath.test_adds)", "tests.test_math.TestMath.test_adds"],
  ["Math › adds two numbers", "src/math.test.ts > Math > adds two numbers"],
  ["TestParse", "example.test/org/app/parse.TestParse"],
  ["tests::adds", "app::tests::adds"],
  ["pkg.Outer$Inner.adds", "pkg.Outer.Inner.adds"],
  ["MathTest.adds:", "MathTest.adds"],
])("%s and %s are one test", (left, right) => {
  expect(sameTest(left, right)).toBe(true);
  expect(sameTest(right, left)).toBe(true);
});

test.each([
  ["a.MathTest.adds", "b.MathTest.adds"],
  ["adds", "pkg.MathTest.adds"],
  ["MathTest.adds", "MathTest.addsNegative"],
  ["test_x[1]", "test_x[2]"],
  ["M(x: 1)", "M(x: 2)"],
  ["", "anything at all"],
])("%s and %s are two tests", (left, right) => {
  expect(sameTest(left, right)).toBe(false);
});
