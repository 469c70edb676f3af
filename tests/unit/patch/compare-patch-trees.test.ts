import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparePatchTrees } from "@/lib/patch/compare-patch-trees";
import { readTree } from "@/lib/patch/read-tree";
import type { Tree } from "@/lib/patch/tree";
import { entry, type TreeTexts, treeOf } from "@/tests/support/patch/trees";

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "patch-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function writeTree(tree: Tree): string {
  const directory = mkdtempSync(join(scratch, "tree-"));
  for (const [path, { kind, mode, content }] of tree) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    if (kind === "symlink") symlinkSync(content.toString(), join(directory, path));
    else writeFileSync(join(directory, path), content, { mode: mode === "100755" ? 0o755 : 0o644 });
  }
  return directory;
}

function git(directory: string, args: string[], input?: string): string {
  return execFileSync("git", args, {
    cwd: directory,
    input,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  });
}

const long = Array.from({ length: 60 }, (_, index) => `line ${index}`);
const cases: Record<string, [TreeTexts, TreeTexts]> = {
  "one line of many": [
    { "a.txt": `${long.join("\n")}\n` },
    { "a.txt": `${long.map((line, index) => (index === 30 ? "changed" : line)).join("\n")}\n` },
  ],
  "two places far apart": [
    { "a.txt": `${long.join("\n")}\n` },
    { "a.txt": `new\n${long.slice(0, 55).join("\n")}\nend\n` },
  ],
  "no line end at the end, before and after": [{ "a.txt": "one\ntwo" }, { "a.txt": "one\nthree" }],
  "a line end that is added": [{ "a.txt": "one\ntwo" }, { "a.txt": "one\ntwo\n" }],
  "a line end that is removed": [{ "a.txt": "one\ntwo\n" }, { "a.txt": "one\ntwo" }],
  "a new file in a new folder": [{ "a.txt": "a\n" }, { "a.txt": "a\n", "b/c.txt": "c\n" }],
  "a new empty file": [{ "a.txt": "a\n" }, { "a.txt": "a\n", "empty.txt": "" }],
  "a file that becomes empty": [{ "a.txt": "a\n" }, { "a.txt": "" }],
  "a deleted file": [{ "a.txt": "a\n", "b.txt": "b" }, { "a.txt": "a\n" }],
  "a mode without content": [{ "a.sh": "a\n" }, { "a.sh": entry("file", "a\n", true) }],
  "a mode with content": [{ "a.sh": "a\n" }, { "a.sh": entry("file", "b\n", true) }],
  "a file that becomes a link": [{ "a.txt": "a\n" }, { "a.txt": entry("symlink", "b.txt") }],
  "names with spaces, quotes and letters of other scripts": [
    { "a b/c d.txt": "a\n", 'q"uote.txt': "q\n", "größe.txt": "g\n" },
    { "a b/c d.txt": "b\n", 'q"uote.txt': "r\n", "größe.txt": "h\n" },
  ],
  "carriage returns": [{ "a.txt": "one\r\ntwo\r\n" }, { "a.txt": "one\r\nthree\r\n" }],
  "lines that look like headers": [{ "a.txt": "--- a\n+++ b\n" }, { "a.txt": "--- b\n+++ c\n@@ -1 +1 @@\n" }],
  "a rewrite larger than the edit limit": [
    { "a.txt": Array.from({ length: 5_000 }, (_, index) => `old ${index}`).join("\n") },
    { "a.txt": `${Array.from({ length: 5_000 }, (_, index) => `new ${index}`).join("\n")}\n` },
  ],
};

describe("comparePatchTrees", () => {
  it.each(Object.entries(cases))(
    "gives a patch with which git makes the new tree: %s",
    async (_, [from, to]) => {
      const before = treeOf(from);
      const after = treeOf(to);
      const patch = comparePatchTrees(before, after);
      const directory = writeTree(before);
      git(directory, ["init", "-q"]);
      git(directory, ["apply", "--whitespace=nowarn", "-"], patch.text);
      expect(new Map(await readTree(directory))).toEqual(after);
    },
  );

  it("counts the same lines as git does", () => {
    const [from, to] = cases["two places far apart"] ?? [{}, {}];
    const directory = writeTree(treeOf(from));
    git(directory, ["init", "-q"]);
    const patch = comparePatchTrees(treeOf(from), treeOf(to));
    const [additions, deletions] = git(directory, ["apply", "--numstat", "-"], patch.text).split("\t");
    expect([patch.additions, patch.deletions]).toEqual([Number(additions), Number(deletions)]);
    expect(patch.deletions).toBe(5);
  });

  it("numbers each line in the file it is in", () => {
    const patch = comparePatchTrees(
      treeOf({ a: "one\ntwo\nthree\n" }),
      treeOf({ a: "one\n2\nthree\nfour\n" }),
    );
    expect(patch.files[0]?.lines).toEqual([
      { kind: "context", text: "one", oldLine: 1, newLine: 1 },
      { kind: "removed", text: "two", oldLine: 2, newLine: null },
      { kind: "added", text: "2", oldLine: null, newLine: 2 },
      { kind: "context", text: "three", oldLine: 3, newLine: 3 },
      { kind: "added", text: "four", oldLine: null, newLine: 4 },
    ]);
  });

  it("says that a file is binary instead of showing it", () => {
    const before = treeOf({ "a.bin": entry("file", Buffer.from([0, 1])) });
    const after = treeOf({
      "a.bin": entry("file", Buffer.from([0, 2])),
      latin: entry("file", Buffer.from([0xe9])),
    });
    const patch = comparePatchTrees(before, after);
    expect(patch.files.map(({ path, binary, lines }) => [path, binary, lines.length])).toEqual([
      ["a.bin", true, 0],
      ["latin", true, 0],
    ]);
  });

  it("is empty for equal trees", () => {
    expect(comparePatchTrees(treeOf({ a: "x" }), treeOf({ a: "x" }))).toEqual({
      files: [],
      additions: 0,
      deletions: 0,
      text: "",
    });
  });
});
