import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { families } from "@/lib/evidence/families";
import { readLog } from "@/lib/evidence/read-log";
import { runners } from "@/lib/evidence/runners";
import { tools } from "@/lib/evidence/tools";
import { totalCounts } from "@/lib/evidence/verdicts/counts";
import { settleDiagnostics } from "@/lib/evidence/verdicts/diagnostics";

const fixtures = path.resolve("tests/fixtures/evidence");
const folderOf = (id: string) => path.join(fixtures, id.replaceAll(/[^\w.]/g, "-"));

interface Expected {
  tests?: string[];
  counts?: Record<string, number>;
  diagnostics?: Record<string, unknown>[];
}

function read(id: string, file: string) {
  const { findings } = readLog(readFileSync(path.join(folderOf(id), file)));
  const rank = families.findIndex((family) => family.id === id);
  return {
    tests: [...findings.tests.values()].filter((test) => test.runner === id).map((test) => test.id),
    counts: totalCounts(findings.counts.filter((counts) => counts.runner === id)),
    diagnostics: settleDiagnostics(findings.diagnostics).filter((found) => found.rank === rank),
  };
}

describe.each([...runners, ...tools])("$id", ({ id }) => {
  it("finds in its log exactly what it says", () => {
    const found = read(id, "match.log");
    const expected = JSON.parse(readFileSync(path.join(folderOf(id), "match.json"), "utf8")) as Expected;
    expect(found.tests).toEqual(expected.tests ?? []);
    expect(found.counts).toEqual(expected.counts ?? null);
    expect(found.diagnostics.map(({ diagnostic }) => diagnostic)).toEqual(
      (expected.diagnostics ?? []).map((diagnostic) => expect.objectContaining(diagnostic)),
    );
  });

  it("finds nothing in a log that only looks alike", () => {
    expect(read(id, "other.log")).toEqual({ tests: [], counts: null, diagnostics: [] });
  });
});

it("every fixture belongs to a family", () => {
  const known = new Set([...runners, ...tools].map(({ id }) => folderOf(id)));
  const folders = readdirSync(fixtures).map((name) => path.join(fixtures, name));
  expect(
    folders.filter((folder) => existsSync(path.join(folder, "match.log")) && !known.has(folder)),
  ).toEqual([]);
});
