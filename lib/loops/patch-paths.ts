import { StoredPatch } from "@/lib/domain/stored-patch";

/** Paths of a stored patch; none where there is no patch yet. */
export function patchPaths(document: unknown): string[] {
  const patch = StoredPatch.safeParse(document);
  return patch.success ? patch.data.files.map((file) => file.path) : [];
}
