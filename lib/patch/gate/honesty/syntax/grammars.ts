/** The grammars that come with `@vscode/tree-sitter-wasm`, by the names of their files. */
export type Grammar =
  | "javascript"
  | "typescript"
  | "tsx"
  | "python"
  | "go"
  | "java"
  | "ruby"
  | "rust"
  | "c-sharp"
  | "php"
  | "cpp";

const byExtension: Readonly<Record<string, Grammar>> = {
  js: "javascript",
  jsx: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  py: "python",
  pyi: "python",
  go: "go",
  java: "java",
  rb: "ruby",
  rake: "ruby",
  rs: "rust",
  cs: "c-sharp",
  php: "php",
  c: "cpp",
  h: "cpp",
  cc: "cpp",
  cpp: "cpp",
  cxx: "cpp",
  hpp: "cpp",
  hh: "cpp",
};

/** The grammar of a file by its name; null where there is none, and its words alone are read. */
export function grammarOf(path: string): Grammar | null {
  const dot = path.lastIndexOf(".");
  return dot === -1 ? null : (byExtension[path.slice(dot + 1).toLowerCase()] ?? null);
}
