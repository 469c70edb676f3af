import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** A folder for each test with an empty `tree` in it, gone when the test ends. */
export function scratchTree() {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "scratch-tree-"));
    mkdirSync(join(root, "tree"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  return {
    path: (...parts: string[]) => join(root, ...parts),
    /** Text as it is, everything else as JSON. */
    write(path: string, value: unknown): void {
      mkdirSync(dirname(join(root, "tree", path)), { recursive: true });
      const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
      writeFileSync(join(root, "tree", path), text);
    },
  };
}
