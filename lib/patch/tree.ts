/** One entry of a tree, as git would store it. Directories exist only through what they hold. */
export type TreeEntry =
  | { kind: "file"; mode: "100644" | "100755"; content: Buffer }
  | { kind: "symlink"; mode: "120000"; content: Buffer }
  /** A nested repository: git would store a submodule link. Its content is never looked at. */
  | { kind: "repository"; mode: "160000"; content: Buffer }
  /** A socket, pipe or device: git stores none of them. */
  | { kind: "special"; mode: "000000"; content: Buffer };

/** Slash-separated path relative to the root → entry. */
export type Tree = ReadonlyMap<string, TreeEntry>;
