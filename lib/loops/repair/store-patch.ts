import type { StoredPatch } from "@/lib/domain/stored-patch";
import type { Patch } from "@/lib/patch/patch";
import type { Tree } from "@/lib/patch/tree";

/** A patch with the bytes that its commit needs. Only for a patch that passed the gate: plain files and two modes. */
export function storedPatch(patch: Patch, after: Tree): StoredPatch {
  return {
    files: patch.files.map((file) => {
      const entry = after.get(file.path);
      const content = entry?.kind === "file" ? entry.content : null;
      return {
        path: file.path,
        status: file.status,
        additions: file.additions,
        deletions: file.deletions,
        mode: entry?.kind === "file" ? entry.mode : null,
        contentBase64: content === null ? null : content.toString("base64"),
      };
    }),
    additions: patch.additions,
    deletions: patch.deletions,
  };
}
