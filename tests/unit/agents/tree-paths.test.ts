import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { namedPlaces } from "@/lib/agents/named-places";
import { isTreeFile, resolveTreePath } from "@/lib/agents/tree-paths";
import { briefWith } from "@/tests/support/agents/brief";

let tree: string;
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "tree-paths-"));
  mkdirSync(join(tree, "src"));
  writeFileSync(join(tree, "src/cart.ts"), "1");
  symlinkSync("/etc", join(tree, "etc"));
  symlinkSync("src/cart.ts", join(tree, "link.ts"));
});
afterAll(() => rmSync(tree, { recursive: true }));

describe("isTreeFile", () => {
  it.each(["etc/passwd", "link.ts", "../x", "/etc/passwd", "src", "", "src/../../x"])(
    "refuses %j",
    async (path) => {
      expect(await isTreeFile(tree, path)).toBe(false);
    },
  );
});

describe("resolveTreePath", () => {
  it.each([
    "src/cart.ts",
    "./src/cart.ts",
    "/home/runner/work/shop/shop/src/cart.ts",
    "file:///w/src/cart.ts",
    "D:\\a\\src\\cart.ts",
  ])("finds the tree's own file for %s", async (named) =>
    expect(await resolveTreePath(tree, named)).toBe("src/cart.ts"),
  );

  it.each(["/etc/passwd", "../../etc/passwd", "lib/cart.ts"])("finds none for %s", async (named) => {
    expect(await resolveTreePath(tree, named)).toBeNull();
  });
});

describe("namedPlaces", () => {
  it.each([
    ["a stack of Node", "    at total (file:///w/shop/src/cart.ts:12:7)", 12],
    ["a compiler", "src/cart.ts(3,5): error TS2304: Cannot find name", 3],
    ["Python", '  File "/w/src/cart.ts", line 44, in total', 44],
    ["a formatter", "[warn] src/cart.ts", null],
  ])("reads %s", async (_, log_tail, line) => {
    expect(await namedPlaces(briefWith({ log_tail }), tree)).toContainEqual({ path: "src/cart.ts", line });
  });
});
