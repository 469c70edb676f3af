import { type Language, languageOf } from "@/lib/domain/source/language";

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

const byLanguage: Readonly<Partial<Record<Language, Grammar>>> = {
  javascript: "javascript",
  python: "python",
  go: "go",
  java: "java",
  ruby: "ruby",
  rust: "rust",
  csharp: "c-sharp",
  php: "php",
  cpp: "cpp",
};

/** Dialects whose grammar is another than their language's, or is not there. */
const dialects: Readonly<Record<string, Grammar | null>> = {
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  vue: null,
  svelte: null,
  groovy: null,
  m: null,
  mm: null,
};

/** The grammar of a file by its name; null where there is none, and its words alone are read. */
export function grammarOf(path: string): Grammar | null {
  const language = languageOf(path);
  if (language === null) return null;
  const dialect = dialects[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
  return dialect === undefined ? (byLanguage[language] ?? null) : dialect;
}
