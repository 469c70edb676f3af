import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Brief } from "@/lib/domain/brief";
import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { isTreeFile, resolveTreePath } from "../tree-paths";

const filesMax = 2_000;

/** `tests.test_cart.CartTest.test_adds` → the longest dotted part that is a module. */
async function moduleOf(tree: string, id: string): Promise<string | null> {
  const dotted = /\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+/.exec(id)?.[0].split(".") ?? [];
  for (let length = dotted.length; length > 0; length -= 1) {
    const path = `${dotted.slice(0, length).join("/")}.py`;
    if (await isTreeFile(tree, path)) return path;
  }
  return null;
}

/** Test files that hold the last part of a test's name, in path order. */
async function filesWithTitle(tree: string, titles: readonly string[]): Promise<string[]> {
  const entries = await readdir(tree, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(tree, join(entry.parentPath, entry.name)))
    .filter((path) => isTestPath(path) && languageOf(path) !== null && !path.includes("node_modules/"))
    .sort()
    .slice(0, filesMax);
  const found: string[] = [];
  for (const path of paths) {
    const text = await readFile(join(tree, path), "utf8");
    if (titles.some((title) => text.includes(title))) found.push(path);
  }
  return found;
}

/** The test files of the failing tests, as paths of this tree: as reported, else by the tests' names. */
export async function failingTestFiles(brief: Brief, tree: string): Promise<string[]> {
  const files = new Set<string>();
  const unplaced: string[] = [];
  for (const id of new Set([...brief.tests.map((test) => test.id), ...brief.failing_tests])) {
    const file = brief.tests.find((test) => test.id === id)?.file ?? null;
    const named = file === null ? null : await resolveTreePath(tree, file);
    const path = named ?? (await moduleOf(tree, id));
    if (path !== null) files.add(path);
    else unplaced.push(id);
  }
  if (files.size > 0 || unplaced.length === 0) return [...files].sort();
  const titles = unplaced
    .map(
      (id) =>
        id
          .split(/ › | > |::|#| \/ /)
          .at(-1)
          ?.trim() ?? id,
    )
    .filter((title) => title.length > 3);
  return filesWithTitle(tree, titles);
}
