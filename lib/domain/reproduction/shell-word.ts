/** A text as one word of a POSIX shell: whatever stands in it, the shell passes it on and runs none of it. */
export function shellWord(text: string): string {
  // No program can be given a NUL.
  const clean = text.replaceAll("\0", "");
  if (/^[\w@%+=:,./-]+$/.test(clean) && !clean.startsWith("-") && !clean.startsWith("=")) return clean;
  return `'${clean.replaceAll("'", "'\\''")}'`;
}

/** A path as an argument that can never be taken for an option. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith("-") ? `./${path}` : path);
}

/** A text of which every character stands for itself in a regular expression. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** `^(a|b)$` over literal texts. */
export function anyOf(texts: readonly string[]): string {
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return `^${literalPattern(only)}$`;
  return `^(${texts.map(literalPattern).join("|")})$`;
}
