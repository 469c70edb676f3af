import { describe, expect, it } from "vitest";
import { isSnapshotPath, isTestPath } from "@/lib/domain/paths/test-path";

describe("isTestPath", () => {
  it.each([
    "test/add.js",
    "src/__tests__/add.ts",
    "src/add.test.ts",
    "src/add.spec.tsx",
    "test_add.py",
    "pkg/add_test.go",
    "tests/conftest.py",
    "conftest.py",
    "spec/add_spec.rb",
    "src/test/java/AddTest.java",
    "src/AddTests.cs",
    "src/AddTest.php",
    "add.bats",
    "tests/fixtures/a.json",
    "test.sh",
    "src\\add.test.ts",
  ])("knows %s as part of the tests", (path) => expect(isTestPath(path)).toBe(true));

  it.each([
    "src/latest.java",
    "src/contest.ts",
    "src/testing-library.ts",
    "src/attest.py",
    "src/Latest.java",
    "specification.md",
  ])("does not take %s for a test", (path) => expect(isTestPath(path)).toBe(false));
});

describe("isSnapshotPath", () => {
  it.each(["src/__snapshots__/a.test.ts.snap", "a.ambr", "A.approved.txt", "testdata/x.golden"])(
    "knows %s as a snapshot",
    (path) => expect(isSnapshotPath(path)).toBe(true),
  );
});
