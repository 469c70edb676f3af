import type { StoredPatch } from "@/lib/domain/stored-patch";

/** A patch that gives files these texts. */
export function storedPatchOf(texts: Record<string, string>): StoredPatch {
  return {
    files: Object.entries(texts).map(([path, text]) => ({
      path,
      status: "modified",
      additions: 1,
      deletions: 1,
      mode: "100644",
      contentBase64: Buffer.from(text).toString("base64"),
    })),
    additions: 1,
    deletions: 1,
  };
}
