import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fixers } from "@/lib/agents/fixers";
import type { Brief } from "@/lib/domain/brief";
import { briefWith } from "../../support/agents/brief";
import { changes, letWork } from "../../support/agents/workshop";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A stand-in for a tool: writes the arguments that it was given into the file that it is to repair. */
function toolFolder(program: string, writesTo: string, exitCode = 0): string {
  const folder = mkdtempSync(join(tmpdir(), "fixer-tools-"));
  folders.push(folder);
  const tool = join(folder, program);
  writeFileSync(tool, `#!/bin/sh\necho "$*" > ${writesTo}\nexit ${exitCode}\n`);
  chmodSync(tool, 0o755);
  return folder;
}

const failing = (category: Brief["category"], log: string, file: string | null) =>
  briefWith({
    category,
    log_tail: log,
    diagnostics:
      file === null
        ? []
        : [{ tool: "x", file, line: 1, column: 1, severity: "error", code: null, message: "broken" }],
  });

describe("the ecosystem's own fixers", () => {
  it.each([
    ["biome", "src/a.ts", "biome check found 1 error", "check --write --no-errors-on-unmatched src/a.ts"],
    ["stylelint", "web/a.scss", "stylelint failed", "--fix web/a.scss"],
    ["ruff", "a.py", "ruff check: Found 1 error", "format --no-cache -- a.py"],
    ["black", "a.py", "would reformat a.py (black)", "--quiet -- a.py"],
    ["gofmt", "a.go", "gofmt -l .", "-w -- a.go"],
    ["rustfmt", "src/a.rs", "cargo fmt --check", "--edition 2021 -- src/a.rs"],
    [
      "cargo",
      "src/a.rs",
      "error: clippy::needless_return",
      "clippy --fix --allow-no-vcs --allow-dirty --offline --all-targets",
    ],
    ["rubocop", "lib/a.rb", "rubocop: 1 offense detected", "--autocorrect-all --no-server -- lib/a.rb"],
    ["ktlint", "src/A.kt", "ktlint: Needless blank line", "--format src/A.kt"],
    ["gradle", "src/A.java", "Task :spotlessJavaCheck FAILED", "--offline --quiet spotlessApply"],
    ["php-cs-fixer", "src/A.php", "php-cs-fixer fix --dry-run", "fix --no-interaction -- src/A.php"],
    ["dotnet", "src/A.cs", "dotnet format --verify-no-changes", "format --no-restore --include src/A.cs"],
    ["terraform", "main.tf", "terraform fmt -check", "fmt main.tf"],
  ])("%s repairs %s", async (program, file, log, args) => {
    const toolPath = toolFolder(program, file);
    const { report, patch } = await letWork(fixers, { [file]: "broken\n" }, failing("lint", log, file), 1, {
      toolPath,
    });
    expect(changes(patch)).toEqual(["-broken", `+${args}`]);
    expect(report.kind).toBe("edited");
  });

  it.each([
    [
      "npm",
      "package-lock.json",
      "npm ci can only install packages when your package.json and package-lock.json are in sync",
    ],
    ["pnpm", "pnpm-lock.yaml", "ERR_PNPM_OUTDATED_LOCKFILE with frozen-lockfile"],
    ["yarn", "yarn.lock", "YN0028: The lockfile would have been modified"],
    ["cargo", "Cargo.lock", "the lock file needs to be updated but --locked was passed"],
    ["go", "go.sum", "missing go.sum entry; to add it: go mod tidy"],
    ["uv", "uv.lock", "The lockfile at uv.lock needs to be updated"],
    ["poetry", "poetry.lock", "poetry.lock was last generated from another pyproject.toml"],
    [
      "bundle",
      "Gemfile.lock",
      "The gemspecs changed and Gemfile.lock can't be updated because frozen mode is set",
    ],
    ["composer", "composer.lock", "composer.lock is not up to date"],
  ])("%s brings %s up to date", async (program, lockFile, log) => {
    const toolPath = toolFolder(program, lockFile);
    const { report, patch, gate } = await letWork(
      fixers,
      { [lockFile]: "old\n" },
      failing("dependency", log, null),
      1,
      { toolPath },
    );
    expect(patch.files.map(({ path }) => path)).toEqual([lockFile]);
    expect(report).toMatchObject({
      kind: "edited",
      notes: expect.stringContaining(`${program} brought ${lockFile}`),
    });
    expect(gate.findings.filter(({ severity }) => severity === "block")).toEqual([]);
  });

  it("npm repairs known weaknesses within the permitted ranges", async () => {
    const toolPath = toolFolder("npm", "package-lock.json");
    const brief = failing("security", "npm audit: 1 high severity vulnerability GHSA-xxxx", null);
    const { patch } = await letWork(fixers, { "package-lock.json": "old\n" }, brief, 1, { toolPath });
    expect(changes(patch)).toEqual(["-old", "+audit fix --package-lock-only --ignore-scripts --no-fund"]);
  });

  it("leave lock files alone where the failure is not of dependencies", async () => {
    const toolPath = toolFolder("npm", "package-lock.json");
    const brief = failing("build", "npm ci failed", null);
    const { patch } = await letWork(fixers, { "package-lock.json": "old\n" }, brief, 1, { toolPath });
    expect(patch.files).toEqual([]);
  });

  it("say which tool is missing, and change nothing", async () => {
    const { report, patch } = await letWork(
      fixers,
      { "a.rb": "broken\n" },
      failing("lint", "rubocop: 1 offense", "a.rb"),
      1,
      { toolPath: toolFolder("other", "a.rb") },
    );
    expect(patch.files).toEqual([]);
    expect(report.notes).toContain("rubocop is neither among the repository's own tools nor on the PATH.");
  });

  it("really repair with biome, which is here", async () => {
    const { report, patch } = await letWork(
      fixers,
      { "src/a.ts": "export const a = {b:1}\n", "biome.json": "{}\n" },
      failing("lint", "biome check found 1 error", "src/a.ts"),
    );
    expect(changes(patch)).toEqual(["-export const a = {b:1}", "+export const a = { b: 1 };"]);
    expect(report.kind).toBe("edited");
  });
});
