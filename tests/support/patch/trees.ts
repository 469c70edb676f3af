import { comparePatchTrees } from "@/lib/patch/compare-patch-trees";
import { defaultGateLimits, type GateVerdict, gatePatch } from "@/lib/patch/gate/gate-patch";
import type { GateRules } from "@/lib/patch/gate/rule";
import type { Tree, TreeEntry } from "@/lib/patch/tree";

/** Paths → text, or a whole entry where the kind or the mode matters. */
export type TreeTexts = Record<string, string | TreeEntry>;

export function treeOf(files: TreeTexts): Tree {
  return new Map(
    Object.entries(files).map(([path, value]) => [
      path,
      typeof value === "string" ? { kind: "file", mode: "100644", content: Buffer.from(value) } : value,
    ]),
  );
}

export function entry(kind: "file" | "symlink", content: string | Buffer, executable = false): TreeEntry {
  const bytes = Buffer.from(content);
  if (kind === "symlink") return { kind, mode: "120000", content: bytes };
  return { kind, mode: executable ? "100755" : "100644", content: bytes };
}

/** The gate's verdict on the way from one tree to the other. */
export function gateOf(
  before: TreeTexts,
  after: TreeTexts,
  rules: Partial<GateRules> = {},
): Promise<GateVerdict> {
  const trees = { before: treeOf(before), after: treeOf(after) };
  return gatePatch(comparePatchTrees(trees.before, trees.after), trees, {
    ...defaultGateLimits,
    category: "test",
    implicatedFiles: [],
    findSecrets: () => [],
    ...rules,
  });
}
