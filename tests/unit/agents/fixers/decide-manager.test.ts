import { describe, expect, it } from "vitest";
import { decideManager } from "@/lib/agents/fixers/own-tools/decide-manager";
import { boundManager, readPackageFile } from "@/lib/agents/fixers/own-tools/javascript";
import { programsInShell } from "@/lib/agents/fixers/own-tools/shell-programs";

const decide = (manifest: object, version: string) =>
  decideManager("pnpm", "pnpm-lock.yaml", readPackageFile(JSON.stringify(manifest), "package.json"), version);

describe("a program that manages packages", () => {
  it("may rewrite its lock file where the repository asks for no version", () => {
    expect(decide({}, "10.2.0")).toEqual({ kind: "run", program: "pnpm" });
  });

  it.each([
    ["packageManager", { packageManager: "pnpm@9.1.0+sha512.abc" }],
    ["engines", { engines: { pnpm: ">=9 <10" } }],
    ["volta", { volta: { pnpm: "9.1.0" } }],
    ["devEngines", { devEngines: { packageManager: { name: "pnpm", version: "^9.0.0" } } }],
    ["devEngines in a list", { devEngines: { packageManager: [{ name: "pnpm", version: "9.x" }] } }],
  ])("is held against the version that %s asks for, as a whole major", (where, manifest) => {
    expect(decide(manifest, "9.15.4").kind).toBe("run");
    expect(decide(manifest, "10.2.0")).toMatchObject({
      kind: "other_version",
      reason: expect.stringContaining(`package.json, ${where.split(" ")[0]}`),
    });
  });

  it("is held against the version that CI installs", () => {
    const names = programsInShell("npm install -g pnpm@8\ncorepack prepare pnpm@8.6.0 --activate", "ci.yml");
    expect(decideManager("pnpm", "pnpm-lock.yaml", names, "8.15.0").kind).toBe("run");
    expect(decideManager("pnpm", "pnpm-lock.yaml", names, "9.0.0").kind).toBe("other_version");
  });

  it("does not run where it does not say its version and one is asked for", () => {
    expect(decide({ packageManager: "pnpm@9.1.0" }, "").kind).toBe("other_version");
  });

  it.each([
    ['{"packageManager": "yarn@4.1.0"}', "yarn"],
    ['{"packageManager": "pnpm@9.1.0+sha512.abc"}', "pnpm"],
    ["{}", null],
    ['{"packageManager": ["yarn"]}', null],
    ["not JSON", null],
  ])("is bound by %s to %s", (text, manager) => {
    expect(boundManager(text)).toBe(manager);
  });
});
