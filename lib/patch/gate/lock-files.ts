import { posix } from "node:path";
import { normalPath } from "@/lib/domain/paths/normal-path";
import { judgeLockFileChange } from "@/lib/package-managers/judge-lock-file-change";
import { isReadLockFile, lockedPackages } from "@/lib/package-managers/locked-packages";
import { entryText } from "../compare-patch-trees";
import type { TreeEntry } from "../tree";
import type { GateRule } from "./rule";

/** Nobody reads a lock file line by line, and one line of it brings a stranger's code: every package is compared instead. */
export const lockFiles: GateRule = {
  id: "lock-files",
  judge({ patch, before, after }) {
    return patch.files.flatMap(({ path }) => {
      const reason = objectionTo(path, before.get(path), after.get(path));
      return reason === null
        ? []
        : [{ rule: "lock-files", severity: "block" as const, path, line: null, reason }];
    });
  },
};

function objectionTo(
  path: string,
  before: TreeEntry | undefined,
  after: TreeEntry | undefined,
): string | null {
  const name = posix.basename(normalPath(path));
  if (!isReadLockFile(name) || after === undefined) return null;
  const [old, now] = [before, after].map((entry) => lockedPackages(name, (entry && entryText(entry)) || ""));
  if (!now) return old ? "It could be read as a lock file before, and cannot be now." : null;
  const judged = judgeLockFileChange(old ?? null, now);
  return judged.kind === "refused" ? judged.reason : null;
}
