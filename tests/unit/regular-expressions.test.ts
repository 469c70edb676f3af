import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { check } from "recheck";
import ts from "typescript";
import { expect, test } from "vitest";

// Logs, reports and names are written by strangers: a pattern that takes exponential or polynomial time on some text
// is a way to stop the product. `recheck` decides by theory where it can and by search where it cannot. That takes
// half a second for a pattern with a look-behind, so verdicts are remembered beside the installed packages.

const folders = [
  "lib/evidence/archive",
  "lib/evidence/redact",
  "lib/evidence/reports",
  "lib/flaky",
  "lib/domain",
];
const memoryFile = "node_modules/.cache/regreen/regular-expressions.json";
const CONCURRENT = 4;

// Bounded by counts instead of by time, and from one seed: a busy machine must not change a verdict.
const deterministic = { timeout: null, attackTimeout: null, incubationTimeout: null, randomSeed: 1 };

type Literal = { where: string; source: string; flags: string };

function* literalsIn(file: string): Generator<Literal> {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const pending: ts.Node[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    ts.forEachChild(node, (child) => void pending.push(child));
    if (!ts.isRegularExpressionLiteral(node)) continue;
    const end = node.text.lastIndexOf("/");
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    yield { where: `${file}:${line}`, source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
  }
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[mt]s$/.test(name))
    .map((name) => join(folder, name));
}

function remembered(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(memoryFile, "utf8")) as Record<string, string>;
  } catch {
    return {};
  }
}

async function verdictOn({ source, flags }: Literal): Promise<string> {
  const result = await check(source, flags, deterministic);
  if (result.status === "vulnerable") return result.complexity.summary;
  return result.status === "safe" ? "safe" : `not understood: ${result.error.kind}`;
}

test("no regular expression of archives, redaction, reports, flaky verdicts and decisions can be made to run for ever", async () => {
  const literals = folders.flatMap(sourceFiles).flatMap((file) => [...literalsIn(file)]);
  expect(literals.length).toBeGreaterThan(50);
  const known = remembered();
  const keyOf = ({ source, flags }: Literal) => `/${source}/${flags}`;
  const unknown = literals.filter((literal) => known[keyOf(literal)] !== "safe");
  const judges = Array.from({ length: CONCURRENT }, async () => {
    for (let literal = unknown.pop(); literal; literal = unknown.pop())
      known[keyOf(literal)] = await verdictOn(literal);
  });
  await Promise.all(judges);
  mkdirSync(dirname(memoryFile), { recursive: true });
  writeFileSync(memoryFile, JSON.stringify(known));
  const vulnerable = literals.filter((literal) => known[keyOf(literal)] !== "safe");
  expect(vulnerable.map((literal) => `${literal.where} ${known[keyOf(literal)]}: ${keyOf(literal)}`)).toEqual(
    [],
  );
}, 300_000);
