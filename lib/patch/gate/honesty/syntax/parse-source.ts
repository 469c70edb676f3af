import { createRequire } from "node:module";
import { dirname, join } from "node:path";
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

let runtime: Promise<Runtime> | null = null;
const languages = new Map<Grammar, Promise<Language>>();

/** The package is CommonJS and loads its grammars by path: it stays outside of every bundle. */
async function startRuntime(): Promise<Runtime> {
  const require = createRequire(import.meta.url);
  const loaded: typeof import("@vscode/tree-sitter-wasm") = require(packageName);
  await loaded.Parser.init();
  return { ...loaded, folder: dirname(require.resolve(packageName)) };
}

function loadLanguage({ Language, folder }: Runtime, grammar: Grammar): Promise<Language> {
  const known = languages.get(grammar);
  if (known !== undefined) return known;
  const loading = Language.load(join(folder, `tree-sitter-${grammar}.wasm`));
  languages.set(grammar, loading);
  return loading;
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
  let parser: Parser | null = null;
  try {
    runtime ??= startRuntime();
    const { Parser, ...rest } = await runtime;
    const language = await loadLanguage({ Parser, ...rest }, grammar);
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
