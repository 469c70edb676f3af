import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { fixers } from "@/lib/agents/fixers";
import { briefWith, failingStep } from "@/tests/support/agents/brief";
import { changes, letWork } from "@/tests/support/agents/workshop";

const eslintConfig = 'export default [{ rules: { "prefer-const": "error", "no-unused-vars": "error" } }];\n';
const tsconfig =
  '{"compilerOptions":{"strict":true,"target":"ES2022","module":"NodeNext","noEmit":true,"types":[]},"include":["src"]}';
const diagnostic = (tool: string, file: string, message: string) => ({
  tool,
  file,
  line: 1,
  column: 1,
  severity: "error",
  code: null,
  message,
});
const unknownName = briefWith({
  category: "types",
  ...failingStep("tsc --noEmit"),
  diagnostics: [diagnostic("tsc", "src/a.ts", "Cannot find name")],
});

describe("fixers", () => {
  it("repair what eslint reports, and keep formatted files formatted", async () => {
    const files = {
      "package.json": '{"type":"module","devDependencies":{"eslint":"^9","prettier":"^3"}}',
      "eslint.config.js": eslintConfig,
      "src/a.js": "export function f() {\n  let one = 1;\n  return one;\n}\n",
      "src/untouched.js": "export let other = 1;\n",
    };
    const brief = briefWith({
      category: "lint",
      ...failingStep("eslint src/a.js"),
      diagnostics: [
        diagnostic("eslint", "/home/runner/work/shop/shop/src/a.js", "'one' is never reassigned"),
      ],
    });
    const { report, patch, gate, scratchLeft } = await letWork(fixers, files, brief);
    expect(changes(patch)).toEqual(["-let one = 1;", "+const one = 1;"]);
    expect(report).toMatchObject({
      kind: "edited",
      notes: expect.stringContaining("Checked again: eslint src/a.js passes."),
    });
    expect(gate).toMatchObject({ verdict: "allowed", findings: [] });
    expect(scratchLeft).toBe(0);
  });

  it("format only the files that prettier named", async () => {
    const files = {
      "package.json": '{"scripts":{"format":"prettier --check ."}}\n',
      "src/a.js": "export const a={b:1}\n",
      "src/b.js": "export const b={c:1}\n",
    };
    const brief = briefWith({
      category: "lint",
      ...failingStep("prettier --check src/a.js"),
      log_tail: "Checking formatting...\n[warn] src/a.js\n[warn] Code style issues found in the above file.",
    });
    const { report, patch, gate } = await letWork(fixers, files, brief);
    expect(patch.files.map(({ path }) => path)).toEqual(["src/a.js"]);
    expect(report.notes).toContain("prettier formatted 1 named files.");
    expect(gate.verdict).toBe("allowed");
  });

  it.each([
    [
      "a misspelled name",
      "export const total = 1;\nexport const twice = totl * 2;\n",
      "+export const twice = total * 2;",
    ],
    [
      "a missing await",
      "const load = async () => 4;\nexport async function twice(): Promise<number> {\n  const rate = load();\n  return rate * 2;\n}\n",
      "+return await rate * 2;",
    ],
    ["a missing import", "export const all: Item[] = [];\n", '+import { Item } from "./item.js";'],
  ])("repair %s with TypeScript's own fixes", async (_, text, expected) => {
    const files = {
      "package.json": '{"type":"module","devDependencies":{"typescript":"~5.9.0"}}',
      "tsconfig.json": tsconfig,
      "src/item.ts": "export interface Item {\n  name: string;\n}\n",
      "src/a.ts": text,
    };
    const { report, patch, gate } = await letWork(fixers, files, unknownName);
    expect(changes(patch)).toContain(expected);
    expect(report.notes).toContain("Checked again: tsc --noEmit passes.");
    expect(gate.verdict).toBe("allowed");
  });

  it("find TypeScript behind a start script that names a folder with blanks", async () => {
    const root = await mkdtemp(join(tmpdir(), "it's my tools (ü) "));
    const packages = join(root, "node_modules");
    const startsWith = (path: string) => `#!/bin/sh\nexec node '${path.replaceAll("'", "'\\''")}' "$@"\n`;
    try {
      await mkdir(packages);
      await symlink(resolve("node_modules/typescript"), join(packages, "typescript"));
      await mkdir(join(root, "bin"));
      const start = { mode: 0o755 };
      await writeFile(join(root, "bin/tsc"), startsWith(join(packages, "typescript/bin/tsc")), start);
      // What the link leads to has to be readable too.
      await writeFile(join(root, "bin/tsx"), startsWith(resolve("node_modules/tsx/dist/cli.mjs")), start);
      const files = {
        "package.json": '{"type":"module","devDependencies":{"typescript":"~5.9.0"}}',
        "tsconfig.json": tsconfig,
        "src/a.ts": "export const total = 1;\nexport const twice = totl * 2;\n",
      };
      const { report } = await letWork(fixers, files, unknownName, 2, { toolPath: [join(root, "bin")] });
      expect(report.notes).toContain("Checked again: tsc --noEmit passes.");
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  it("do not call it a finding when eslint itself could not start", async () => {
    const root = await mkdtemp(join(tmpdir(), "broken-tools-"));
    try {
      await writeFile(join(root, "eslint"), "#!/bin/sh\nexec node /nowhere/eslint.js\n", { mode: 0o755 });
      const files = {
        "package.json": '{"type":"module","scripts":{"lint":"eslint ."}}',
        "eslint.config.js": eslintConfig,
        "src/a.js": "let one = 1;\nexport { one };\n",
      };
      const brief = briefWith({
        category: "lint",
        ...failingStep("eslint src/a.js"),
        diagnostics: [diagnostic("eslint", "src/a.js", "'one' is never reassigned")],
      });
      const { report } = await letWork(fixers, files, brief, 2, { toolPath: [root] });
      expect(report.notes).toContain("eslint could not run: Error: Cannot find module '/nowhere/eslint.js'");
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  it("never widen a type to any", async () => {
    const files = {
      "package.json": '{"devDependencies":{"typescript":"~5.9.0"}}',
      "tsconfig.json": tsconfig,
      "src/a.ts": "export function f(value) {\n  return value;\n}\n",
    };
    const brief = briefWith({
      category: "types",
      ...failingStep("tsc --noEmit"),
      diagnostics: [diagnostic("tsc", "src/a.ts", "Parameter 'value' implicitly has an 'any' type.")],
    });
    const { report, patch } = await letWork(fixers, files, brief);
    expect(report.kind).toBe("no_change");
    expect(patch.files).toEqual([]);
  });

  it("say that the command still fails where a finding has no automatic fix", async () => {
    const files = {
      "package.json": '{"type":"module","devDependencies":{"eslint":"^9","prettier":"^3"}}',
      "eslint.config.js": eslintConfig,
      "src/a.js": "let one = 1;\nlet two = 2;\nexport { one };\n",
    };
    const brief = briefWith({
      category: "lint",
      ...failingStep("eslint src/a.js"),
      diagnostics: [diagnostic("eslint", "src/a.js", "'two' is assigned a value but never used")],
    });
    const { report } = await letWork(fixers, files, brief);
    expect(report.notes).toContain("eslint src/a.js still fails with exit code 1.");
  });
});
