export type Language = "javascript" | "python" | "go" | "java" | "ruby" | "rust" | "csharp" | "php" | "shell";

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
  kt: "java",
  kts: "java",
  scala: "java",
  groovy: "java",
  swift: "java",
  rb: "ruby",
  rake: "ruby",
  rs: "rust",
  cs: "csharp",
  php: "php",
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
  return byExtension[name.slice(dot + 1)] ?? null;
}
