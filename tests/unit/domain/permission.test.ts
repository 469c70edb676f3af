import { describe, expect, it } from "vitest";
import { answerPermission } from "@/lib/domain/permission";

const rules = { category: "test" as const, mode: "default" as const };
const ask = (
  tool: string,
  paths: (string | null)[],
  changes: Partial<Parameters<typeof answerPermission>[1]> = {},
) => answerPermission({ tool, paths }, { ...rules, ...changes }).allowed;

describe("an agent's question", () => {
  it.each([
    ["to read a file", "read", ["src/a.ts"], true],
    ["to read outside of the repository", "read", [null], false],
    ["to edit source", "edit", ["src/a.ts"], true],
    ["to edit without saying what", "edit", [], true],
    ["to edit outside of the repository", "edit", ["src/a.ts", null], false],
    ["to edit a workflow", "edit", [".github/workflows/ci.yml"], false],
    ["to edit a workflow spelled otherwise", "edit", ["src/../.GitHub/workflows/ci.yml"], false],
    ["to edit agents' instructions", "edit", ["AGENTS.md"], false],
    ["to edit the manifest", "edit", ["package.json"], false],
    ["to delete a file", "delete", ["src/a.ts"], false],
    ["to run a command", "execute", [], true],
    ["to fetch an address", "fetch", [], false],
    ["for a tool of its own", "other", [], false],
  ] as const)("%s", (_what, tool, paths, allowed) => {
    expect(ask(tool, [...paths])).toBe(allowed);
  });

  it("to edit the manifest is allowed where a dependency is what failed", () => {
    expect(ask("edit", ["package-lock.json"], { category: "dependency" })).toBe(true);
  });

  it("is answered more widely for an agent that may use every tool, but never out of the repository or over its rules", () => {
    const bypass = { mode: "bypass" as const };
    expect(ask("other", [], bypass)).toBe(true);
    expect(ask("delete", ["src/a.ts"], bypass)).toBe(true);
    expect(ask("edit", [null], bypass)).toBe(false);
    expect(ask("edit", [".github/workflows/ci.yml"], bypass)).toBe(false);
    expect(ask("fetch", [], bypass)).toBe(false);
  });
});
