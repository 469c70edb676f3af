import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { createGzip, gzipSync } from "node:zlib";
import { type Headers, pack } from "tar-stream";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TreeArchiveError, treeArchiveLimits, unpackTree } from "@/lib/tree-archive/unpack-tree";

let root: string;
let tree: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "unpack-"));
  tree = join(root, "tree");
  mkdirSync(tree);
  writeFileSync(join(tree, "before"), "before");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Entry = Headers & { content?: string };

function archiveOf(...entries: Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = "", ...header } of entries) archive.entry(header, content);
  archive.finalize();
  return buffer(archive.pipe(createGzip()));
}

it("what an archive holds takes the place of what was there", async () => {
  await unpackTree(await archiveOf({ name: "./a/b", content: "new" }), tree);
  expect(readFileSync(join(tree, "a/b"), "utf8")).toBe("new");
  expect(existsSync(join(tree, "before"))).toBe(false);
});

it.each<[string, Entry[]]>([
  ["a path that leads out", [{ name: "../beside", content: "x" }]],
  ["a path from the root", [{ name: "/tmp/rooted", content: "x" }]],
  ["a path with dots inside", [{ name: "a/../../beside", content: "x" }]],
  ["a hard link", [{ name: "hard", type: "link", linkname: "/etc/passwd" }]],
  ["a device", [{ name: "device", type: "character-device" }]],
  ["a pipe", [{ name: "pipe", type: "fifo" }]],
  ["one path twice, which is a file and a folder", [{ name: "a" }, { name: "a/b", content: "x" }]],
  ["a file for the tree itself", [{ name: ".", content: "x" }]],
  ["a name that no file system takes", [{ name: `${"n".repeat(300)}/x`, content: "x" }]],
  [
    "a link to a place with a longer name than any",
    [{ name: "l", type: "symlink", linkname: "../".repeat(3_000) }],
  ],
])("an archive with %s is refused as a whole, and the tree stays", async (_, entries) => {
  await expect(unpackTree(await archiveOf({ name: "ok" }, ...entries), tree)).rejects.toThrow(
    TreeArchiveError,
  );
  expect(readFileSync(join(tree, "before"), "utf8")).toBe("before");
  expect(existsSync(join(root, "beside"))).toBe(false);
});

it("nothing is written through a link of the archive", async () => {
  mkdirSync(join(root, "ours"));
  const archive = await archiveOf(
    { name: "out", type: "symlink", linkname: join(root, "ours") },
    { name: "out/planted", content: "x" },
  );
  await expect(unpackTree(archive, tree)).rejects.toThrow();
  expect(existsSync(join(root, "ours/planted"))).toBe(false);
});

it.each([
  ["too many entries", { entriesMax: 1 }],
  ["too much in all", { totalBytesMax: 5 }],
  ["too large a file", { entryBytesMax: 3 }],
  ["too large an archive", { compressedBytesMax: 10 }],
])("an archive with %s is refused", async (_, over) => {
  const archive = await archiveOf({ name: "a", content: "1234" }, { name: "b", content: "1234" });
  await expect(unpackTree(archive, tree, { ...treeArchiveLimits, ...over })).rejects.toThrow(
    TreeArchiveError,
  );
});

it("attributes of gigabytes are refused before they are gathered", async () => {
  // By hand, because no library writes attributes of that length.
  const header = Buffer.alloc(512);
  const bytes = 80 * 1024 * 1024;
  header.write("attributes", 0);
  header.write(`${bytes.toString(8).padStart(11, "0")} `, 124);
  header.write("        x", 148);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const archive = gzipSync(Buffer.concat([header, Buffer.alloc(bytes)]), { level: 1 });
  const limits = { ...treeArchiveLimits, totalBytesMax: 1024 * 1024, entriesMax: 10 };
  await expect(unpackTree(archive, tree, limits)).rejects.toThrow("unpacks to more than");
});

it("what is no archive is refused", async () => {
  await expect(unpackTree(Buffer.from("not an archive"), tree)).rejects.toThrow("cannot be read");
});
