export type Language =
  | "javascript"
  | "python"
  | "go"
  | "java"
  | "kotlin"
  | "scala"
  | "swift"
  | "dart"
  | "ruby"
  | "elixir"
  | "rust"
  | "csharp"
  | "php"
  | "cpp"
  | "shell";

const byExtension: Readonly<Record<string, Language>> = {
  js: "javascript",
  jsx: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  ts: "javascript",
  tsx: "javascript",
  mts: "javascript",
  cts: "javascript",
  vue: "javascript",
  svelte: "javascript",
  py: "python",
  pyi: "python",
  go: "go",
  java: "java",
  groovy: "java",
  kt: "kotlin",
  kts: "kotlin",
  scala: "scala",
  sc: "scala",
  swift: "swift",
  dart: "dart",
  rb: "ruby",
  rake: "ruby",
  ex: "elixir",
  exs: "elixir",
  rs: "rust",
  cs: "csharp",
  php: "php",
  c: "cpp",
  h: "cpp",
  cc: "cpp",
  cpp: "cpp",
  cxx: "cpp",
  hpp: "cpp",
  hh: "cpp",
  m: "cpp",
  mm: "cpp",
  sh: "shell",
  bash: "shell",
  zsh: "shell",
  bats: "shell",
};

/** The language of a file by its name, as close as its words and comments need; null for everything else. */
export function languageOf(path: string): Language | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const dot = name.lastIndexOf(".");
  if (dot <= 0) return null;
  const extension = name.slice(dot + 1);
  return Object.hasOwn(byExtension, extension) ? (byExtension[extension] ?? null) : null;
}
