import { describe, expect, it } from "vitest";
import { entry, gateOf, type TreeTexts } from "@/tests/support/patch/trees";

/** One file of each kind that only a person may change. */
const forbidden = [
  ".github/workflows/ci.yml",
  ".circleci/config.yml",
  ".gitlab-ci.yml",
  "Jenkinsfile",
  "azure-pipelines.yml",
  ".buildkite/pipeline.yml",
  ".husky/pre-commit",
  ".pre-commit-config.yaml",
  "AGENTS.md",
  "packages/web/CLAUDE.md",
  ".claude/settings.json",
  ".cursor/rules/style.mdc",
  ".mcp.json",
  "package.json",
  "package-lock.json",
  "requirements.txt",
  "go.sum",
  "Cargo.lock",
  "Gemfile.lock",
  "pom.xml",
  "CODEOWNERS",
  ".gitmodules",
  ".gitattributes",
  ".npmrc",
  ".env.local",
  ".vscode/tasks.json",
  ".config/tool.json",
  "Makefile",
  "Dockerfile",
  "vitest.config.ts",
  "tsconfig.json",
  ".eslintrc.json",
  "pytest.ini",
  "conftest.pth",
];

/** The same place, spelled so that a plain comparison misses it on one file system or another. */
const spellings: Record<string, (path: string) => string> = {
  "as it is": (path) => path,
  "in capitals": (path) => path.toUpperCase(),
  "with one capital": (path) => path.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  "with a dot part": (path) => `./${path}`,
  "with a doubled slash": (path) => (path.includes("/") ? path.replace("/", "//") : `.//${path}`),
  "with backslashes": (path) => (path.includes("/") ? path.replaceAll("/", "\\") : `.\\${path}`),
  "with a character nothing is drawn for": (path) => `${path.slice(0, 2)}\uFE01${path.slice(2)}`,
  "through a folder and back": (path) => `src/../${path}`,
  "with a dot behind": (path) => `${path}.`,
  "with a space behind": (path) => `${path} `,
  "with a zero-width character": (path) => `${path.slice(0, 3)}\u200C${path.slice(3)}`,
  "with a full-width letter": (path) =>
    path.replace(/[a-z]/, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 0x61 + 0xff41)),
};

const spelled = forbidden.flatMap((path) =>
  Object.entries(spellings).map(([how, spell]): [string, string] => [spell(path), `${path} ${how}`]),
);

const before: TreeTexts = Object.fromEntries([
  ...forbidden.map((path) => [path, "before\n"]),
  ["src/a.ts", "a\n"],
]);

/** Places that a tool of somebody loads by itself, one of a kind. */
const loadedByThemselves = [
  "packages/web/.github/workflows/ci.yml",
  ".github/copilot-instructions.md",
  ".github/instructions/tests.instructions.md",
  "docs/CODEOWNERS",
  "packages/api/AGENTS.override.md",
  "sub/.cursor/mcp.json",
  "sub/.trae/rules/project.md",
  ".goosehints",
  "QWEN.md",
  "skills/review/SKILL.md",
  "lefthook-local.yml",
  "scripts/hooks/pre-push",
  "tools/git/commit-msg.sh",
  "app.code-workspace",
  ".devcontainer/devcontainer.json",
  ".envrc",
  "mise.toml",
  "shell.nix",
  ".nvim.lua",
  ".Rprofile",
  "rust-toolchain.toml",
  "ci/build.sh",
  "deploy.gitlab-ci.yml",
  "ops/release.Jenkinsfile",
  "gulpfile.mjs",
  "CMakeLists.txt",
  "cmake/flags.cmake",
  "app/build.gradle.kts",
  "gradle/wrapper/gradle-wrapper.properties",
  "buildSrc/src/main/kotlin/Flags.kt",
  "patches/jest+29.7.0.patch",
  "bunfig.toml",
  "build.sbt",
  "analysis_options.yaml",
  ".credo.exs",
  "src/setupTests.ts",
  "tsup.config.ts",
  ".mergify.yml",
  "sub/.hidden/file",
  "src/.gitattributes",
  "xunit.runner.json",
  "Package@swift-5.9.swift",
  "gems.rb",
  "gemfiles/rails_7.gemfile",
  "dev-requirements.txt",
  "pylock.toml",
  "package.json5",
  "package.yaml",
  "import_map.json",
  "Directory.Build.rsp",
  "App.xcodeproj/project.pbxproj",
  "App/Debug.xcconfig",
  "native/engine.vcxproj",
  "tools/rules.bzl",
  "pants.toml",
  "Makefile.am",
  "build.zig",
  "jest.config.json",
  "packages/app/metro.config.js",
  "test/mocha.opts",
  "spec/support/jasmine.json",
  "eslint-suppressions.json",
  "psalm-baseline.xml",
  "app/lint-baseline.xml",
  "config/checkstyle/suppressions.xml",
  ".secrets.baseline",
  ".pytest.ini",
  "tox.toml",
  ".flaskenv",
  ".mise.local.toml",
  "mise.production.toml",
  ".pdbrc.py",
  ".Renviron",
  ".lfsconfig",
  "docs/review.agent.md",
  "rules/style.mdc",
  "pytest.py",
  "tests/unittest/__init__.py",
];

describe("places that only a person may change", () => {
  it.each(loadedByThemselves)("hold %s, that a tool loads by itself", async (path) => {
    const { verdict, findings } = await gateOf({ [path]: "a\n" }, { [path]: "b\n" });
    expect(verdict).toBe("blocked");
    expect(findings.map(({ rule }) => rule)).toContain("protected-paths");
  });

  it("hold what a link of theirs leads to, a file or a folder", async () => {
    const linked: TreeTexts = {
      "AGENTS.md": entry("symlink", "docs/agents.md"),
      ".claude": entry("symlink", "./tools/claude/"),
      "docs/agents.md": "obey\n",
      "tools/claude/settings.json": "{}\n",
      "docs/other.md": "read\n",
    };
    for (const path of ["docs/agents.md", "tools/claude/settings.json"])
      expect((await gateOf(linked, { ...linked, [path]: "changed\n" })).verdict).toBe("blocked");
    expect((await gateOf(linked, { ...linked, "docs/other.md": "changed\n" })).verdict).toBe("allowed");
  });

  it.each([
    ["a short name of .github", "GITHUB~1/workflows/ci.yml"],
    ["a short name of package.json", "PACKAG~1.JSO"],
    ["a device", "src/aux.ts"],
    ["a stream of NTFS", "src/a.ts::$DATA"],
    ["a part that is too long", `src/${"a".repeat(256)}`],
    ["a path that is too long", `${"folder/".repeat(200)}a.ts`],
    ["a character nothing is drawn for", "src/a\u{E0101}.ts"],
    ["a line separator", "src/a\u2028.ts"],
  ])("and no new file has the name of %s", async (_, path) => {
    const { verdict, findings } = await gateOf({ "a.ts": "a\n" }, { "a.ts": "a\n", [path]: "x\n" });
    expect(verdict).toBe("blocked");
    expect(findings.map(({ rule }) => rule)).toContain("path-names");
  });

  it("leave ordinary source alone, also where its name sounds like one of them", async () => {
    const ordinary = [
      "src/app.config.ts",
      "src/ci/client.ts",
      "src/hooks/use-cart.ts",
      "lib/configuration.rb",
      "src/skills.md",
      "docs/building.md",
      "tests/data/.gitkeep",
      "src/build.ts",
      "src/workspace.ts",
      "app/models/owner.rb",
      "src/rules/index.ts",
      "src/pre-commit-view.tsx",
      "src/con-fig.ts",
      "backup~1-old/readme.md",
    ];
    for (const path of ordinary)
      expect({ path, ...(await gateOf({ "a.ts": "a\n" }, { "a.ts": "a\n", [path]: "x\n" })) }).toMatchObject({
        path,
        verdict: "allowed",
      });
  });

  it("are tried in at least 150 spellings", () => {
    expect(new Set(spelled.map(([path]) => path)).size).toBeGreaterThanOrEqual(150);
  });

  it.each(spelled)("block a new file at %j (%s)", async (path) => {
    const { verdict, findings } = await gateOf({ "src/a.ts": "a\n" }, { "src/a.ts": "a\n", [path]: "x\n" });
    expect(verdict).toBe("blocked");
    expect(findings.map(({ rule }) => rule)).toContain("protected-paths");
  });

  it.each(forbidden)("block a change, a deletion, a new mode, a link and a move at %s", async (path) => {
    const { [path]: _, ...without } = before;
    const patches: TreeTexts[] = [
      { ...before, [path]: "after\n" },
      without,
      { ...before, [path]: entry("file", "before\n", true) },
      { ...before, [path]: entry("symlink", "src/a.ts") },
      { ...without, "src/moved.ts": "before\n" },
    ];
    for (const after of patches) expect((await gateOf(before, after)).verdict).toBe("blocked");
  });

  it.each([
    ["a script of a workflow", "scripts/test.sh", "run: ./scripts/test.sh --all"],
    ["a script by a variable", "ci-tools/check.sh", "run: bash $GITHUB_WORKSPACE/ci-tools/check.sh"],
    ["a script without an ending", "bin/verify", "run: bin/verify"],
    ["a script that such a script calls", "scripts/lib/steps.sh", "run: ./scripts/test.sh"],
    ["code of an action of its own", "actions/setup/dist/index.js", "uses: ./actions/setup"],
    ["included configuration", "pipelines/build.yml", "include: pipelines/build.yml"],
  ])("hold %s, that CI calls", async (_, path, step) => {
    const tree: TreeTexts = {
      ".github/workflows/ci.yml": `jobs:\n  test:\n    steps:\n      - ${step}\n      - run: node src/cli.js\n`,
      "actions/setup/action.yml": "runs: { using: node20, main: dist/index.js }\n",
      "src/cli.js": "run();\n",
      "scripts/test.sh": ". scripts/lib/steps.sh\nrun_all\n",
      "scripts/other.sh": "echo other\n",
      [path]: path === "scripts/test.sh" ? ". scripts/lib/steps.sh\nrun_all\n" : "before\n",
    };
    const { verdict, findings } = await gateOf(tree, { ...tree, [path]: "exit 0\n" });
    expect(verdict).toBe("blocked");
    expect(findings.map(({ rule }) => rule)).toContain("protected-paths");
    for (const own of ["src/cli.js", "scripts/other.sh"])
      expect((await gateOf(tree, { ...tree, [own]: "changed();\n" })).verdict).toBe("allowed");
  });

  it.each([
    ["a bare repository in a folder", ["data/x/HEAD", "data/x/config", "data/x/objects/a", "data/x/refs/b"]],
    ["settings for a repository that is there", ["data/x/HEAD", "data/x/refs/b", "data/x/config"]],
    ["a work tree of another repository", ["data/x/HEAD", "data/x/commondir"]],
  ])("block %s", async (_, paths) => {
    const added = Object.fromEntries(paths.map((path) => [path, "x\n"]));
    const { verdict, findings } = await gateOf({ "a.ts": "a\n" }, { "a.ts": "a\n", ...added });
    expect(verdict).toBe("blocked");
    expect(findings.map(({ rule }) => rule)).toContain("modes");
  });

  it.each([
    ["a Kelvin sign", "Ma\u212Aefile"],
    ["a long s", "pac\u212Aage.j\u017Fon"],
    ["a ligature", "\uFB01rebase.json"],
    ["a stream of a folder", ".git::$INDEX_ALLOCATION/config"],
    ["the short name of .gitmodules", "GI7EBA~1"],
    ["a space before the slash", ".github /workflows/ci.yml"],
    ["dots and spaces behind", ".github. ./workflows/ci.yml"],
    ["a hook two folders deep", "vendor-src/lib/.git/hooks/post-checkout"],
    ["a mark that joins to nothing", ".git\u200Dhub/workflows/ci.yml"],
    ["a right-to-left mark", ".gith\u200Fub/workflows/ci.yml"],
  ])("see through %s", async (_, path) => {
    expect((await gateOf({ "a.ts": "a\n" }, { "a.ts": "a\n", [path]: "x\n" })).verdict).toBe("blocked");
  });

  it.each([
    [
      "a nested repository",
      { "lib/x/.git": { kind: "repository" as const, mode: "160000" as const, content: Buffer.alloc(0) } },
    ],
    ["a link whose folder becomes .github", { "src/flow": entry("symlink", "../.github/workflows") }],
    ["a folder that became a link", { src: entry("symlink", ".github") }],
  ])("block %s", async (_, after) => {
    expect((await gateOf({ "lib/a.ts": "a\n" }, { "lib/a.ts": "a\n", ...after })).verdict).toBe("blocked");
  });
});
