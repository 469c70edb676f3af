import type { Language } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";
import { grammarOf } from "./grammars";
import { parseSource } from "./parse-source";
import { type TestNode, testNodes } from "./test-nodes";
import { treeTokens } from "./tree-tokens";

/** A test, a group without the tests in it, or what is left of the file without both. */
export interface TestUnit {
  kind: "test" | "group" | "rest";
  /** The titles from the outermost group to its own; two tests of one title have a number each. */
  key: string;
  /** Without quotes; empty for the rest of a file. */
  title: string;
  /** From 1. */
  line: number;
  /** Its own code without the text of its title: a title is neither input nor expectation. */
  tokens: Token[];
}

/** How a test file was read: as a tree, test by test, or where that is not possible as one run of words. */
export type Reading = { by: "tree" } | { by: "words"; reason: string };

export interface TestReadings {
  before: TestUnit[];
  after: TestUnit[];
  reading: Reading;
}

function plain(title: string): string {
  return title.replace(/^["'`]|["'`]$/g, "");
}

function unitsOf(nodes: readonly TestNode[], tokens: readonly Token[]): TestUnit[] {
  const rest: TestUnit = { kind: "rest", key: "", title: "", line: 1, tokens: [] };
  const units = [rest];
  const taken = new Map<string, number>();
  const open: { node: TestNode; unit: TestUnit }[] = [];
  let next = 0;
  for (const token of tokens) {
    for (let top = open.at(-1); top !== undefined && top.node.to <= token.start; top = open.at(-1))
      open.pop();
    for (let node = nodes[next]; node !== undefined && node.from <= token.start; node = nodes[next]) {
      next += 1;
      const outer = open.at(-1)?.unit.key;
      const path = outer === undefined ? plain(node.title) : `${outer} › ${plain(node.title)}`;
      const earlier = taken.get(path) ?? 0;
      taken.set(path, earlier + 1);
      const key = earlier === 0 ? path : `${path} (${earlier + 1})`;
      const unit: TestUnit = { kind: node.kind, key, title: plain(node.title), line: node.line, tokens: [] };
      units.push(unit);
      open.push({ node, unit });
    }
    const top = open.at(-1);
    const isTitle = top !== undefined && token.start >= top.node.titleFrom && token.end <= top.node.titleTo;
    // A name can switch a test off (`DISABLED_Mean`), a sentence cannot.
    if (isTitle && token.kind === "string") continue;
    (top?.unit ?? rest).tokens.push(token);
  }
  return units;
}

/**
 * Reads the tests of a file as they were and as they are. It never throws: where one side does not parse, both are read
 * by their words, so that equals are compared.
 */
export async function readTests(
  path: string,
  texts: { before: string; after: string },
  language: Language,
): Promise<TestReadings> {
  const byWords = (reason: string): TestReadings => ({
    before: unitsOf([], codeTokens(texts.before, language)),
    after: unitsOf([], codeTokens(texts.after, language)),
    reading: { by: "words", reason },
  });
  const grammar = grammarOf(path);
  if (grammar === null) return byWords("there is no parser for its language");
  const parse = (text: string) =>
    parseSource(text, grammar, (root) => unitsOf(testNodes(root, grammar), treeTokens(root, language)));
  const before = await parse(texts.before);
  if (before.kind === "words") return byWords(before.reason);
  const after = await parse(texts.after);
  if (after.kind === "words") return byWords(`${after.reason} after the change`);
  return { before: before.facts, after: after.facts, reading: { by: "tree" } };
}
