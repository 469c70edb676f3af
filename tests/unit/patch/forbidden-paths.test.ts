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

describe("places that only a person may change", () => {
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
