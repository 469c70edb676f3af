/**
 * One spelling for all spellings of a path: composed, lower case, slashes only, no `.`, no empty part, no trailing dots or
 * spaces (Windows drops them), and `..` resolved without leaving the root. For comparing with rules, never for opening.
 */
export function normalPath(path: string): string {
  const parts: string[] = [];
  // Format characters (zero width, bidi) are ignored by HFS+ when it compares names, so `.g\u200Cit` is `.git` there; other
  // characters that nothing is drawn for go with them.
  const plain = path
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .toLowerCase()
    .replaceAll("\\", "/");
  for (const part of plain.split("/")) {
    const name = part.replace(/^ +/, "").replace(/(?<=[^. ])[. ]+$/, "");
    if (name === "" || name === ".") continue;
    if (name === "..") parts.pop();
    else parts.push(name);
  }
  return parts.join("/");
}
