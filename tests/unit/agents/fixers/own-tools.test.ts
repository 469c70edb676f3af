import { describe, expect, it } from "vitest";
import { allFixers } from "@/lib/agents/fixers";
import { readCiConfiguration } from "@/lib/agents/fixers/own-tools/ci-configuration";
import { decideTool, type FoundTool, wishesFor } from "@/lib/agents/fixers/own-tools/decide-tool";
import { readManifest } from "@/lib/agents/fixers/own-tools/read-manifest";
import { ownToolCases } from "@/tests/support/agents/own-tool-cases";

function fixer(program: string) {
  const found = allFixers.find((one) => one.program === program);
  if (found === undefined) throw new Error(`no fixer starts ${program}`);
  return found;
}

const here = (version: string): FoundTool => ({ program: "/usr/bin/tool", own: false, version });

/** What is decided for a program of this version in a repository of these files; CI's are of the base commit. */
function decide(program: string, files: Record<string, string>, found: FoundTool | null) {
  const tool = fixer(program);
  const names = Object.entries(files).flatMap(([path, text]) =>
    /^\.(?:github|circleci|buildkite)\//.test(path)
      ? readCiConfiguration(text, path)
      : readManifest(path, text, path),
  );
  return decideTool(tool, wishesFor(tool, names), found);
}

describe("a fixer's tool", () => {
  const named = Object.entries(ownToolCases);

  it.each(named.filter(([, { runs }]) => runs !== ""))(
    "runs where the repository asks for it: %s",
    (_, one) => {
      expect(decide(one.program, one.files, here(one.runs))).toEqual({
        kind: "run",
        program: "/usr/bin/tool",
      });
    },
  );

  it.each(named.filter(([, { declines }]) => declines !== undefined))(
    "does not run in a version that the repository does not ask for: %s",
    (_, one) => {
      const decision = decide(one.program, one.files, here(one.declines ?? ""));
      expect(decision).toMatchObject({
        kind: "other_version",
        reason: expect.stringMatching(/asks for .+, this machine has [\d.]+.*, whose output would differ\.$/),
      });
    },
  );

  it.each(named)("is not run where it says no version and one is asked for: %s", (_, one) => {
    const { kind } = decide(one.program, one.files, here("tool"));
    expect(kind).toBe(one.declines === undefined ? "run" : "other_version");
  });

  it.each(named)("is missed by name where it is asked for and not here: %s", (_, one) => {
    expect(decide(one.program, one.files, null)).toMatchObject({ kind: "not_here" });
  });

  it("runs in the version that the repository installed itself, whatever it says", () => {
    const own: FoundTool = { program: "node_modules/.bin/eslint", own: true, version: null };
    expect(decide("eslint", { "package.json": '{"devDependencies":{"eslint":"^8"}}' }, own)).toEqual({
      kind: "run",
      program: "node_modules/.bin/eslint",
    });
  });

  it.each([
    ["nothing", "ruff", {}],
    ["a package of another ecosystem", "ruff", { "package.json": '{"devDependencies":{"ruff":"1"}}' }],
    [
      "a lock file that others filled",
      "eslint",
      {
        "package.json": '{"devDependencies":{"react-scripts":"5"}}',
        "package-lock.json": '{"packages":{"node_modules/eslint":{"version":"9.0.0"}}}',
      },
    ],
    [
      "a comment in a workflow",
      "eslint",
      { ".github/workflows/ci.yml": "# eslint\njobs: {a: {steps: [{run: 'true # && eslint .'}]}}" },
    ],
    [
      "a word in passing",
      "eslint",
      { ".github/workflows/ci.yml": "jobs: {a: {name: eslint, steps: [{name: eslint, run: echo eslint}]}}" },
    ],
    ["a comment in a Gradle build", "gradle", { "build.gradle": "// id 'com.diffplug.spotless'\n" }],
    [
      "a comment of several lines in a Gradle build",
      "gradle",
      {
        "build.gradle":
          "/**\n * apply plugin: 'com.diffplug.spotless'\n **/\n/* unclosed id 'com.diffplug.spotless'",
      },
    ],
    ["a comment in a Gemfile", "rubocop", { Gemfile: "# gem 'rubocop'\n" }],
    ["a comment in go.mod alone", "rustfmt", { "go.mod": "// cargo\n" }],
    ["a manifest that does not parse", "eslint", { "package.json": '{"devDependencies":{"eslint":"9"}' }],
    ["a key that objects inherit", "eslint", { "package.json": '{"scripts":{"a":"constructor"}}' }],
  ] as [string, string, Record<string, string>][])(
    "does not run where the repository names %s",
    (_, program, files) => {
      expect(decide(program, files, here("9.0.0"))).toEqual({
        kind: "not_named",
        reason: `${program} was not run: neither a manifest of the repository nor its CI configuration at the base commit names it.`,
      });
    },
  );

  it("is read out of CI configuration whose aliases stand below their own anchors", () => {
    const workflow = "jobs: &jobs\n  lint: { steps: [{ run: ruff check }] }\n  again: *jobs\n";
    expect(decide("ruff", { ".github/workflows/ci.yml": workflow }, here("0.9.1")).kind).toBe("run");
  });

  it("has a case here for each program of the registry", () => {
    const programs = new Set(named.map(([, { program }]) => program));
    expect(allFixers.filter(({ program }) => !programs.has(program))).toEqual([]);
  });
});
