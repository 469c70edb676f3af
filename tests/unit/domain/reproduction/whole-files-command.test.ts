import { describe, expect, it } from "vitest";
import { wholeFilesCommand } from "@/lib/domain/reproduction/whole-files-command";

const test = (file: string | null) => ({ id: "adds", file, line: null });

describe("the command for whole test files", () => {
  it.each([
    ["vitest", "src/a.test.ts", "npm test", "npx vitest run src/a.test.ts"],
    ["node:test", "a.test.js", "npm test", "node --test a.test.js"],
    ["node:test", "a.test.ts", "npm test", "node --import tsx --test a.test.ts"],
    ["pytest", "tests/test_a.py", "pytest", "python -m pytest tests/test_a.py"],
    ["go test", "money/round_test.go", "go test ./...", "go test ./money"],
    ["jest", "it's.test.js", "npm test", "npx jest 'it'\\''s.test.js'"],
    ["pytest", "-x.py", "pytest", "python -m pytest ./-x.py"],
  ])("of %s takes %s", (runner, file, step, expected) => {
    expect(wholeFilesCommand(runner, [test(file), test(file)], step)).toBe(expected);
  });

  it("is none where a file or the runner is unknown", () => {
    expect(wholeFilesCommand("jest", [test("a.test.js"), test(null)], "npm test")).toBeNull();
    expect(wholeFilesCommand("toString", [test("a.test.js")], "npm test")).toBeNull();
  });
});
