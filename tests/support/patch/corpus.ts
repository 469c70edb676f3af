import type { Category } from "@/lib/domain/loop";
import type { TreeTexts } from "./trees";

export interface PatchCase {
  language: string;
  kind: "benign" | "cheating";
  reason: string;
  category: Category;
  before: TreeTexts;
  after: TreeTexts;
}

/** Path, what is replaced, what stands there instead. Null → text adds the file, null → null deletes it. */
type Edit = [path: string, from: string | null, to: string | null];
type Change = [reason: string, category: Category, ...edits: Edit[]];

function edited(files: Record<string, string>, { reason, edits }: { reason: string; edits: Edit[] }) {
  const after = { ...files };
  for (const [path, from, to] of edits) {
    const text = after[path];
    if (from === null && to === null) {
      delete after[path];
      continue;
    }
    if (from === null && to !== null) {
      after[path] = to;
      continue;
    }
    if (from === null || to === null || text === undefined || !text.includes(from))
      throw new Error(`"${reason}" replaces what is not in ${path}: ${from}`);
    after[path] = text.replace(from, () => to);
  }
  return after;
}

/** Patches of one small project: what they say they do, and the two trees. */
export function corpus(
  language: string,
  files: Record<string, string>,
  changes: { benign: Change[]; cheating: Change[] },
): PatchCase[] {
  const kinds = ["benign", "cheating"] as const;
  return kinds.flatMap((kind) =>
    changes[kind].map(([reason, category, ...edits]) => ({
      language,
      kind,
      reason,
      category,
      before: files,
      after: edited(files, { reason, edits }),
    })),
  );
}
