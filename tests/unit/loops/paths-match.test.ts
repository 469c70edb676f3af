import { describe, expect, it } from "vitest";
import { pathsMatch } from "@/lib/loops/paths-match";

describe("pathsMatch", () => {
  it.each<[string[], string[], boolean]>([
    [[], [], true],
    [["src/**"], ["src/a/b.ts"], true],
    [["src/**"], ["docs/a.md"], false],
    [["src/**"], ["docs/a.md", "src/b.ts"], true],
    [["src/**", "!src/generated/**"], ["src/generated/client.ts"], false],
    [["src/**", "!src/generated/**", "src/generated/keep.ts"], ["src/generated/keep.ts"], true],
    [["!docs/**"], ["src/a.ts"], false],
    [[".github/**"], [".github/workflows/ci.yml"], true],
    [["**/*.ts"], [".hidden/a.ts"], true],
  ])("%j lets %j in: %s", (globs, files, expected) => {
    expect(pathsMatch(globs, files)).toBe(expected);
  });
});
