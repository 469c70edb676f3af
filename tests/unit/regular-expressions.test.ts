import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "recheck";
import recheckPackage from "recheck/package.json" with { type: "json" };
import ts from "typescript";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

// Logs, reports and names are written by strangers: a pattern that takes exponential or polynomial time on some text
// is a way to stop the product. `recheck` decides by theory where it can and by search where it cannot, which takes
// minutes for all of them. What it has proven once is kept in a ledger; a new or changed expression is proven here.

const folders = ["lib", "app", "components", "inngest"];
/** What Prisma writes. */
const outside = [join("lib", "db", "generated")];
const ledgerFile = "tests/fixtures/regular-expressions.json";
const CONCURRENT = 2;

// Bounded by counts instead of by time, and from one seed: a busy machine must not change a verdict.
const deterministic = { timeout: null, attackTimeout: null, incubationTimeout: null, randomSeed: 1 };

interface Expression {
  where: string;
  source: string;
  flags: string;
}

/** Hashes of what this version of the checker has called safe. */
interface Ledger {
  checker: string;
  safe: string[];
}

function* literalsIn(file: string): Generator<Expression> {
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
    .filter((name) => /\.[mt]sx?$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => !outside.some((folder) => file.startsWith(folder)));
}

/** Expressions that modules of the evidence engine put together from parts while they load. */
async function composedExpressions(): Promise<Expression[]> {
  const composed: Expression[] = [];
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, [source, flags]) {
      const made = new target(source, flags);
      const caller = new Error().stack?.split("\n")[2] ?? "";
      const where = /lib\/evidence\/[\w./-]+/.exec(caller)?.[0];
      if (where) composed.push({ where, source: made.source, flags: made.flags });
      return made;
    },
  });
  // What another file's tests have loaded already would put nothing together a second time.
  vi.resetModules();
  try {
    await import("@/lib/evidence/extract");
  } finally {
    globalThis.RegExp = original;
  }
  return composed;
}

function hashOf({ source, flags }: Expression): string {
  return createHash("sha256").update(`/${source}/${flags}`).digest("hex").slice(0, 16);
}

function readLedger(): Ledger {
  const ledger = JSON.parse(readFileSync(ledgerFile, "utf8")) as Ledger;
  return ledger.checker === recheckPackage.version ? ledger : { checker: recheckPackage.version, safe: [] };
}

async function verdictOn({ source, flags }: Expression): Promise<string> {
  const result = await check(source, flags, deterministic);
  if (result.status === "vulnerable") return result.complexity.summary;
  return result.status === "safe" ? "safe" : `not understood: ${result.error.kind}`;
}

let expressions: Expression[] = [];
const proven = new Set<string>();

beforeAll(async () => {
  expressions = [...folders.flatMap(sourceFiles).flatMap((file) => [...literalsIn(file)])];
  expressions.push(...(await composedExpressions()));
  for (const hash of readLedger().safe) proven.add(hash);
});

/** Expressions that are gone leave the ledger, so that it never vouches for what nobody has read. */
afterAll(() => {
  const safe = [...new Set(expressions.map(hashOf))].filter((hash) => proven.has(hash)).sort();
  writeFileSync(ledgerFile, `${JSON.stringify({ checker: recheckPackage.version, safe }, null, 2)}\n`);
});

test("no regular expression of the product can be made to run for ever", async () => {
  expect(expressions.length).toBeGreaterThan(800);
  const pending = expressions.filter((expression) => !proven.has(hashOf(expression)));
  const vulnerable: string[] = [];
  const judges = Array.from({ length: CONCURRENT }, async () => {
    for (let next = pending.pop(); next; next = pending.pop()) {
      const verdict = await verdictOn(next);
      if (verdict === "safe") proven.add(hashOf(next));
      else vulnerable.push(`${next.where} ${verdict}: /${next.source}/${next.flags}`);
    }
  });
  await Promise.all(judges);
  expect(vulnerable).toEqual([]);
}, 600_000);

test("the checker can tell", async () => {
  expect(await verdictOn({ where: "here", source: "^(a|a)*$", flags: "" })).toBe("exponential");
  expect(await verdictOn({ where: "here", source: "\\s+$", flags: "" })).toBe("2nd degree polynomial");
  expect(await verdictOn({ where: "here", source: "^\\s+", flags: "" })).toBe("safe");
});
