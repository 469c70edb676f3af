import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTree, TreeLimitError } from "@/lib/patch/read-tree";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "read-tree-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("readTree", () => {
  it("reads content and the modes that git knows", async () => {
    mkdirSync(join(directory, "src"));
    writeFileSync(join(directory, "src/a.ts"), "a", { mode: 0o600 });
    writeFileSync(join(directory, "run.sh"), "b", { mode: 0o700 });
    const tree = await readTree(directory);
    expect([...tree].map(([path, { mode, content }]) => [path, mode, content.toString()]).sort()).toEqual([
      ["run.sh", "100755", "b"],
      ["src/a.ts", "100644", "a"],
    ]);
  });

  it("follows no link, to a file or to a folder", async () => {
    symlinkSync("/etc/passwd", join(directory, "file"));
    symlinkSync("/etc", join(directory, "folder"));
    const tree = await readTree(directory);
    expect([...tree.values()].map(({ kind, content }) => [kind, content.toString()]).sort()).toEqual([
      ["symlink", "/etc"],
      ["symlink", "/etc/passwd"],
    ]);
  });

  it("does not wait for a pipe and does not open it", async () => {
    execFileSync("mkfifo", [join(directory, "pipe")]);
    expect((await readTree(directory)).get("pipe")?.kind).toBe("special");
  });

  it("leaves out the root's own .git and reports a nested one as a repository", async () => {
    mkdirSync(join(directory, ".git"));
    writeFileSync(join(directory, ".git/config"), "x");
    mkdirSync(join(directory, "vendor/.git"), { recursive: true });
    writeFileSync(join(directory, "vendor/.git/config"), "x");
    expect([...(await readTree(directory))].map(([path, { kind }]) => [path, kind])).toEqual([
      ["vendor/.git", "repository"],
    ]);
  });

  it("keeps two names that are not UTF-8 apart", async () => {
    for (const byte of [0xe9, 0xe8]) {
      const path = Buffer.concat([Buffer.from(`${directory}/f`), Buffer.from([byte])]);
      writeFileSync(path, "x");
    }
    expect([...(await readTree(directory)).keys()].sort()).toEqual(["f\uFFFDe8", "f\uFFFDe9"]);
  });

  it.each([
    ["entries", { entriesMax: 2 }],
    ["bytes", { bytesMax: 5 }],
    ["depth", { depthMax: 1 }],
  ])("refuses a tree beyond the limit of %s", async (_, limits) => {
    mkdirSync(join(directory, "a"));
    writeFileSync(join(directory, "a/b"), "123456");
    writeFileSync(join(directory, "c"), "1");
    await expect(readTree(directory, limits)).rejects.toThrow(TreeLimitError);
  });
});
