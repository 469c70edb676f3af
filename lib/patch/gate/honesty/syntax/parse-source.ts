import { createRequire } from "node:module";
import { join } from "node:path";
import type { Language, Node, Parser } from "@vscode/tree-sitter-wasm";
import type { Grammar } from "./grammars";

const packageName = "@vscode/tree-sitter-wasm";

/** Source is hostile: past these it is read by its words. Ordinary files of this size parse in a tenth of the time. */
const sourceCharactersMax = 400_000;
const parseMillisecondsMax = 400;
/** A tree costs as much to walk as to make. */
const nodesMax = 400_000;

interface Runtime {
  Parser: typeof Parser;
  Language: typeof Language;
  folder: string;
}

/** The package itself starts once per process and tells its folder only then; a bundle may hold this module twice. */
const shared = globalThis as { regreenTreeSitter?: Promise<Runtime> };
const languages = new Map<Grammar, Promise<Language>>();

async function startRuntime(): Promise<Runtime> {
  // CommonJS that finds its files by its own path: required where it lies, never bundled. Resolving a path here instead
  // gives a module's number in a bundle, and no file.
  const loaded: typeof import("@vscode/tree-sitter-wasm") = createRequire(import.meta.url)(packageName);
  let folder = "";
  await loaded.Parser.init({
    locateFile(file, ownFolder) {
      folder = ownFolder;
      return ownFolder + file;
    },
  });
  return { ...loaded, folder };
}

function loadLanguage({ Language, folder }: Runtime, grammar: Grammar): Promise<Language> {
  const known = languages.get(grammar);
  if (known !== undefined) return known;
  const loading = Language.load(join(folder, `tree-sitter-${grammar}.wasm`));
  languages.set(grammar, loading);
  return loading;
}

/** Null where the package or the grammar does not load: the meter says so for each file. */
async function start(grammar: Grammar): Promise<{ Parser: typeof Parser; language: Language } | null> {
  try {
    shared.regreenTreeSitter ??= startRuntime();
    const runtime = await shared.regreenTreeSitter;
    return { Parser: runtime.Parser, language: await loadLanguage(runtime, grammar) };
  } catch {
    return null;
  }
}

export type Parsed<Facts> = { kind: "tree"; facts: Facts } | { kind: "words"; reason: string };

function words<Facts>(reason: string): Parsed<Facts> {
  return { kind: "words", reason };
}

/**
 * Parses source and takes facts from its tree, which lives only as long as `take` runs. It never throws and never hangs:
 * source that is too large, too slow, or not of its language comes back as `words`, with the reason for people.
 */
export async function parseSource<Facts>(
  text: string,
  grammar: Grammar,
  take: (root: Node) => Facts,
): Promise<Parsed<Facts>> {
  if (text.length > sourceCharactersMax)
    return words(`it is longer than ${sourceCharactersMax.toLocaleString("en")} characters`);
  const started = await start(grammar);
  if (started === null) return words("its parser could not be started");
  const { Parser, language } = started;
  let parser: Parser | null = null;
  try {
    parser = new Parser().setLanguage(language);
    const startedAt = performance.now();
    const tree = parser.parse(text, null, {
      progressCallback: () => performance.now() - startedAt > parseMillisecondsMax,
    });
    if (tree === null) return words("the parser took too long over it");
    try {
      if (tree.rootNode.hasError) return words("it does not parse as a whole");
      if (tree.rootNode.descendantCount > nodesMax) return words("its syntax tree is too large");
      return { kind: "tree", facts: take(tree.rootNode) };
    } finally {
      tree.delete();
    }
  } catch {
    return words("the parser could not read it");
  } finally {
    parser?.delete();
  }
}
