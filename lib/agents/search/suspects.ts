import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Brief } from "@/lib/domain/brief";
import { protectionOf } from "@/lib/domain/paths/protected-path";
import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { namedPlaces } from "../named-places";
import { isTreeFile } from "../tree-paths";
import { blocksOf } from "./mutations/hunks";

/** A source file in which the fault may be, with how suspect each line is. */
export interface Suspect {
  path: string;
  text: string;
  /** Of every line that `byLine` does not name. */
  suspicion: number;
  byLine: ReadonlyMap<number, number>;
  /** GitHub's patch of it in the pull request. */
  patch: string | null;
}

const weights = {
  changedLine: 6,
  stackLine: 4,
  besideStack: 2,
  changedFile: 2,
  namedFile: 1.5,
  importedFile: 1,
} as const;
const suspectsMax = 12;
const bytesMax = 256 * 1024;
const importDepthMax = 3;

/** Modules that source text names relatively (`./cart.js`), or by their place from the root (`ledger.statement`). */
function importedNames(text: string, path: string): string[] {
  const folder = posix.dirname(path);
  const relative = [...text.matchAll(/["'](\.{1,2}\/[^"'\n]{1,200})["']/g)].map(([, name = ""]) =>
    posix.join(folder, name),
  );
  const python = [...text.matchAll(/^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import|import[ \t]+([\w.]+))/gm)].map(
    ([, from, plain]) => (from ?? plain ?? "").replace(/^\.+/, "").replaceAll(".", "/"),
  );
  const shell = [...text.matchAll(/(?:^|[\s"'(;])((?:[\w.-]+\/)+[\w.-]+)/gm)].map(([, name = ""]) => name);
  return [...relative, ...python, ...python.map((name) => posix.join(folder, name)), ...shell];
}

const spellings = [
  "",
  ".ts",
  ".tsx",
  ".js",
  ".jsx",
  ".mjs",
  ".cjs",
  ".py",
  ".sh",
  ".rb",
  "/index.ts",
  "/index.js",
  "/__init__.py",
];

async function resolveModule(tree: string, name: string): Promise<string | null> {
  const bare = name.replace(/\.[cm]?jsx?$/, "");
  for (const base of new Set([name, bare]))
    for (const ending of spellings) {
      const path = posix.normalize(base + ending);
      if (!path.startsWith("..") && (await isTreeFile(tree, path))) return path;
    }
  return null;
}

/** Files that the tests load, by following their imports. */
async function importedFiles(tree: string, tests: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  let level = [...tests];
  for (let depth = 0; depth < importDepthMax && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const path of level) {
      const text = await readFile(join(tree, path), "utf8");
      for (const name of importedNames(text.slice(0, bytesMax), path)) {
        const module = await resolveModule(tree, name);
        if (module === null || found.has(module)) continue;
        found.add(module);
        next.push(module);
      }
    }
    level = next;
  }
  return [...found];
}

/** A shell script often has no ending; its first line tells. */
export function sourceLanguage(path: string, text: string) {
  const language = languageOf(path);
  if (language !== null || posix.basename(path).includes(".")) return language;
  if (/^#!.*\b(?:sh|bash|dash|zsh)\b/.test(text)) return "shell";
  if (/^#!.*\bpython/.test(text)) return "python";
  if (/^#!.*\bnode\b/.test(text)) return "javascript";
  return null;
}

/** Source files in the order of suspicion. Tests and protected files are never among them. */
export async function findSuspects(brief: Brief, tree: string, tests: readonly string[]): Promise<Suspect[]> {
  const places = await namedPlaces(brief, tree);
  const imported = await importedFiles(tree, tests);
  const changed = new Map(brief.changed_files.map(({ path, patch }) => [path, patch]));
  const paths = [...new Set([...changed.keys(), ...places.map(({ path }) => path), ...imported])];

  const suspects: Suspect[] = [];
  for (const path of paths) {
    if (isTestPath(path) || protectionOf(path) !== null || !(await isTreeFile(tree, path))) continue;
    const text = await readFile(join(tree, path), "utf8");
    if (text.length > bytesMax || sourceLanguage(path, text) === null) continue;
    const byLine = new Map<number, number>();
    const raise = (line: number, weight: number) => byLine.set(line, Math.max(byLine.get(line) ?? 0, weight));
    for (const place of places) {
      if (place.path !== path || place.line === null) continue;
      raise(place.line, weights.stackLine);
      for (const beside of [-2, -1, 1, 2]) raise(place.line + beside, weights.besideStack);
    }
    const patch = changed.get(path) ?? null;
    for (const block of blocksOf(patch ?? ""))
      for (let line = block.line; line < block.line + Math.max(1, block.added.length); line += 1)
        raise(line, weights.changedLine);
    const loaded = imported.includes(path);
    const suspicion = changed.has(path)
      ? weights.changedFile
      : loaded
        ? weights.importedFile
        : weights.namedFile;
    // A changed file that no failing test loads is an unlikely place.
    const discount = tests.length > 0 && imported.length > 0 && !loaded ? 0.25 : 1;
    suspects.push({
      path,
      text,
      suspicion: suspicion * discount,
      byLine: new Map([...byLine].map(([line, weight]) => [line, weight * discount])),
      patch,
    });
  }
  return suspects
    .sort((a, b) => b.suspicion - a.suspicion || (a.path < b.path ? -1 : 1))
    .slice(0, suspectsMax);
}
