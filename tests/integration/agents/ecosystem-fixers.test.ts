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

/** A stand-in for a tool: says its version, or writes its arguments into the file that it is to repair. */
function toolFolder(program: string, writesTo: string, version = "1.2.3"): string[] {
  const folder = mkdtempSync(join(tmpdir(), "fixer-tools-"));
  folders.push(folder);
  const tool = join(folder, program);
  writeFileSync(
    tool,
    `#!/bin/sh\n[ "$*" = --version ] && echo ${version} && exit\necho "$*" > ${writesTo}\n`,
  );
  chmodSync(tool, 0o755);
  return [folder];
}

const stepThatRuns = (program: string) => `jobs: {lint: {steps: [{run: "${program} ."}]}}`;

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
    ["stylelint", "--quiet.css", "stylelint failed", "--fix ./--quiet.css"],
    ["ruff", "a.py", "ruff check: Found 1 error", "format --no-cache -- a.py"],
    ["black", "a.py", "would reformat a.py (black)", "--quiet -- a.py"],
    ["gofmt", "a.go", "gofmt -l .", "-w -- a.go"],
    ["rustfmt", "src/a.rs", "cargo fmt --check", "--edition 2015 -- src/a.rs"],
    [
      "cargo",
      "src/a.rs",
      "error: clippy::needless_return",
      "clippy --fix --allow-no-vcs --allow-dirty --offline --all-targets",
    ],
    ["rubocop", "lib/a.rb", "rubocop: 1 offense detected", "--autocorrect-all --no-server -- lib/a.rb"],
    ["ktlint", "src/A.kt", "ktlint: Needless blank line", "--format src/A.kt"],
    ["php-cs-fixer", "src/A.php", "php-cs-fixer fix --dry-run", "fix --no-interaction -- src/A.php"],
    ["dotnet", "src/A.cs", "dotnet format --verify-no-changes", "format --no-restore --include src/A.cs"],
    ["terraform", "main.tf", "terraform fmt -check", "fmt main.tf"],
    ["mix", "lib/a.ex", "mix format --check-formatted", "format lib/a.ex"],
    ["dart", "lib/a.dart", "dart format --set-exit-if-changed", "format lib/a.dart"],
  ])("%s repairs %s", async (program, file, log, args) => {
    const toolPath = toolFolder(program, file);
    const files = { [file]: "broken\n", ".github/workflows/ci.yml": stepThatRuns(program) };
    const { report, patch } = await letWork(fixers, files, failing("lint", log, file), 1, { toolPath });
    expect(changes(patch)).toEqual(["-broken", `+${args}`]);
    expect(report.kind).toBe("edited");
  });

  it("spotless repairs by the repository's Gradle", async () => {
    const files = { "src/A.java": "broken\n", "build.gradle": "plugins { id 'com.diffplug.spotless' }\n" };
    const brief = failing("lint", "Task :spotlessJavaCheck FAILED", "src/A.java");
    const toolPath = toolFolder("gradle", "src/A.java");
    const { patch } = await letWork(fixers, files, brief, 1, { toolPath });
    expect(changes(patch)).toEqual(["-broken", "+--offline --quiet spotlessApply"]);
  });

  it.each([
    ["the log alone", {}, {}],
    ["the log and the pull request's own workflow", {}, { ".github/workflows/ci.yml": stepThatRuns("ruff") }],
    [
      "the log and the words of a file that is no manifest",
      {},
      { "README.md": "pip install ruff\n\nruff check\n" },
    ],
    [
      "the log and the title of a step",
      { ".github/workflows/ci.yml": "jobs: {a: {steps: [{name: ruff check, run: 'true'}]}}" },
      {},
    ],
  ])("start no program that is named by %s", async (_, base, head) => {
    const log = "##[group]Run ruff check .\nruff check .\na.py:1:1: F401 [*] unused import\nFound 1 error.";
    const files = { "a.py": "import os\n", ...head };
    const toolPath = toolFolder("ruff", "a.py");
    const work = await letWork(fixers, files, failing("lint", log, "a.py"), 1, { toolPath, base });
    expect(work.patch.files).toEqual([]);
    expect(work.report).toEqual({
      kind: "no_change",
      notes:
        "Nothing was changed. ruff was not run: neither a manifest of the repository nor its CI configuration at the base commit names it.",
    });
    expect(work.said).toEqual([expect.stringContaining("ruff was not run")]);
  });

  it("do not run a tool in another version than the repository's", async () => {
    const files = { "a.py": "import os\n", "requirements-dev.txt": "ruff==0.4.*\n" };
    const toolPath = toolFolder("ruff", "a.py", "0.9.1");
    const work = await letWork(fixers, files, failing("lint", "ruff check", "a.py"), 1, { toolPath });
    expect(work.patch.files).toEqual([]);
    expect(work.report.notes).toContain(
      "ruff was not run: requirements-dev.txt asks for ==0.4.*, this machine has 0.9.1, whose output would differ.",
    );
  });

  it("leave nothing behind but the repair", async () => {
    const files = { "a.py": "broken\n", "requirements.txt": "black\n" };
    const toolPath = toolFolder("black", "cache; mkdir out; echo x > out/log; echo fixed > a.py");
    const { patch } = await letWork(fixers, files, failing("lint", "black", "a.py"), 1, { toolPath });
    expect(changes(patch)).toEqual(["-broken", "+fixed"]);
  });

  it.each([
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

  it("leave lock files alone where the failure is not of dependencies", async () => {
    const toolPath = toolFolder("npm", "package-lock.json");
    const brief = failing("build", "npm ci failed", null);
    const { patch } = await letWork(fixers, { "package-lock.json": "old\n" }, brief, 1, { toolPath });
    expect(patch.files).toEqual([]);
  });

  it("say which tool is missing, and change nothing", async () => {
    const { report, patch } = await letWork(
      fixers,
      { "a.rb": "broken\n", Gemfile: 'gem "rubocop"\n' },
      failing("lint", "rubocop: 1 offense", "a.rb"),
      1,
      { toolPath: toolFolder("other", "a.rb") },
    );
    expect(patch.files).toEqual([]);
    expect(report.notes).toContain(
      "rubocop, which Gemfile names, is neither among the repository's own tools nor on the PATH.",
    );
  });
});
