import { type NamedTool, named } from "./named-tool";
import { requirement } from "./requirement";
import { npmRule, type VersionRule } from "./version-rule";

/** Words before a program that only say how it is started. */
const starters = new Set(["sudo", "env", "time", "exec", "command", "then", "do", "else", "if", "!"]);
/** Programs that start the program named after them, perhaps after one of these words. */
const runners: Readonly<Record<string, ReadonlySet<string>>> = {
  npx: new Set(),
  bunx: new Set(),
  uvx: new Set(),
  npm: new Set(["exec", "x"]),
  pnpm: new Set(["exec", "dlx", "run"]),
  yarn: new Set(["exec", "dlx", "run"]),
  bun: new Set(["x", "run"]),
  uv: new Set(["run", "tool"]),
  pipx: new Set(["run"]),
  poetry: new Set(["run"]),
  pdm: new Set(["run"]),
  hatch: new Set(["run"]),
  pipenv: new Set(["run"]),
  bundle: new Set(["exec"]),
  composer: new Set(["exec"]),
  mise: new Set(["exec", "x"]),
  rustup: new Set(["run"]),
};
const toolchains: Readonly<Record<string, string>> = {
  cargo: "rust",
  rustc: "rust",
  rustfmt: "rust",
  rustup: "rust",
  go: "go",
  gofmt: "go",
  dotnet: "dotnet",
  terraform: "terraform",
  mix: "elixir",
  dart: "dart",
};
const separators = /&&|\|\||[;|&\n`]|\$?\(|\)/;

/** The tools that shell text starts or installs, by the programs at the beginning of its commands; never by a word in passing. */
export function programsInShell(script: string, where: string): NamedTool[] {
  const plain = script.replace(/\\\r?\n/g, " ").replace(/(?:^|\s)#.*/g, "\n");
  return plain
    .split(separators)
    .map((command) => wordsOf(command))
    .flatMap((words) => [...startedBy(words, where), ...installedBy(words, where)]);
}

function wordsOf(command: string): string[] {
  const words = command
    .split(/\s/)
    .map((word) => word.replaceAll(/["']/g, ""))
    .filter((word) => word !== "");
  const first = words.findIndex((word) => !starters.has(word) && !/^\w+=/.test(word));
  return first === -1 ? [] : words.slice(first);
}

function startedBy(words: readonly string[], where: string): NamedTool[] {
  const [first = "", ...rest] = words;
  const program = first.split("/").at(-1) ?? "";
  if (/^python[\d.]*$/.test(program) && rest[0] === "-m" && rest[1] !== undefined)
    return [named(`tool:${rest[1]}`, where)];
  const own = [named(`tool:${program}`, where)];
  const toolchain = Object.hasOwn(toolchains, program) ? toolchains[program] : undefined;
  if (toolchain !== undefined) own.push(named(`toolchain:${toolchain}`, where));
  const between = Object.hasOwn(runners, program) ? runners[program] : undefined;
  const target = between && rest.find((word) => !word.startsWith("-") && !between.has(word));
  return target === undefined ? own : [...own, ...packageOf(target, where)];
}

/** `eslint@9` of `npx eslint@9 .`, which may be a package or a program of one. */
function packageOf(word: string, where: string): NamedTool[] {
  const { name, version } = withRange(word);
  const program = name.split("/").at(-1) ?? name;
  return [named(`tool:${program}`, where, version), named(`npm:${name}`, where, version)];
}

const installers: readonly (readonly [begins: RegExp, read: (word: string, where: string) => NamedTool[]])[] =
  [
    [/^(?:python[\d.]* -m )?pip[\d.]* install |^pipx install |^uv (?:pip|tool) install /, pythonPackage],
    [/^(?:npm|pnpm) (?:i|install|add) |^yarn (?:global )?add /, npmPackage],
    [/^corepack (?:prepare|use|install (?:-g|--global)) /, npmPackage],
    [/^gem install /, (word, where) => [named(`gem:${word}`, where)]],
  ];

function installedBy(words: readonly string[], where: string): NamedTool[] {
  const command = words.join(" ");
  for (const [begins, read] of installers) {
    const head = begins.exec(command)?.[0];
    if (head === undefined) continue;
    return words
      .slice(head.trim().split(" ").length)
      .filter((word) => !word.startsWith("-"))
      .flatMap((word) => read(word, where));
  }
  return [];
}

function pythonPackage(word: string, where: string): NamedTool[] {
  const one = requirement(word);
  return one === null ? [] : [named(one.id, where, one.version)];
}

/** A package with its range as npm's command line takes it: `prettier@3`, `@biomejs/biome@1.9.4`. */
export function npmPackage(word: string, where: string): NamedTool[] {
  const { name, version } = withRange(word);
  return [named(`npm:${name}`, where, version)];
}

function withRange(word: string): { name: string; version: VersionRule | null } {
  const at = word.indexOf("@", 1);
  return at === -1
    ? { name: word, version: null }
    : { name: word.slice(0, at), version: npmRule(word.slice(at + 1)) };
}

/** Recipes of a Makefile: the lines that begin with a tab. https://www.gnu.org/software/make/manual/make.html#Recipe-Syntax */
export function readMakefile(text: string, path: string): NamedTool[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("\t"))
    .flatMap((line) => programsInShell(line.replace(/^\t[@+-]*/, ""), path));
}
