import { readPlainFile } from "./tree-files";
import type { PlainFile } from "./types";

/** What lock files are made from: https://docs.npmjs.com/cli/using-npm/config, and of pnpm before 11 https://pnpm.io/10.x/npmrc */
const kept: ReadonlySet<string> = new Set([
  "auto-install-peers",
  "dedupe-peer-dependents",
  "exclude-links-from-lockfile",
  "inject-workspace-packages",
  "install-strategy",
  "legacy-peer-deps",
  "link-workspace-packages",
  "node-linker",
  "prefer-dedupe",
  "resolution-mode",
  "shamefully-hoist",
  "strict-peer-dependencies",
  "strict-peer-deps",
]);

/** The settings of a tree's `.npmrc` by which a lock file comes out as it does. No registry, no token, no program, no place. */
export async function npmrcOf(treeDirectory: string): Promise<PlainFile[]> {
  const text = (await readPlainFile(treeDirectory, ".npmrc")) ?? "";
  const lines = text.split("\n").flatMap((line) => {
    const [, name = "", value] = /^([a-z-]+) ?= ?([a-z-]+)$/.exec(line.trim()) ?? [];
    return kept.has(name) ? [`${name}=${value}\n`] : [];
  });
  return lines.length === 0 ? [] : [{ path: ".npmrc", text: lines.join("") }];
}
