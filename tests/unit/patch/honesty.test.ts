import { beforeAll, describe, expect, it } from "vitest";
import { findSecrets } from "@/lib/loops/repair/find-secrets";
import { patches } from "@/tests/fixtures/patches";
import { blindPatchesEighth } from "@/tests/fixtures/patches/blind/eighth";
import { blindPatchesFifth } from "@/tests/fixtures/patches/blind/fifth";
import { blindPatches } from "@/tests/fixtures/patches/blind/first";
import { blindPatchesFourth } from "@/tests/fixtures/patches/blind/fourth";
import { blindPatchesNinth } from "@/tests/fixtures/patches/blind/ninth";
import { blindPatchesAgain } from "@/tests/fixtures/patches/blind/second";
import { blindPatchesSeventh } from "@/tests/fixtures/patches/blind/seventh";
import { blindPatchesSixth } from "@/tests/fixtures/patches/blind/sixth";
import { blindPatchesThird } from "@/tests/fixtures/patches/blind/third";
import type { PatchCase } from "@/tests/support/patch/corpus";
import { benign, cheating, type PatchCase as OneFile } from "@/tests/support/patch/honesty-cases";
import { gateOf } from "@/tests/support/patch/trees";

const benignBlockedShareMax = 0.01;
const cheatingSeenShareMin = 0.95;
const cheatingBlockedShareMin = 0.85;

const sets = [
  patches,
  blindPatches,
  blindPatchesAgain,
  blindPatchesThird,
  blindPatchesFourth,
  blindPatchesFifth,
  blindPatchesSixth,
  blindPatchesSeventh,
  blindPatchesEighth,
  blindPatchesNinth,
];
const corpus = sets.flat();

function of(kind: PatchCase["kind"]): PatchCase[] {
  return corpus.filter((patch) => patch.kind === kind);
}

const judgingMillisecondsMax = 600_000;
const verdicts = new Map<PatchCase, Awaited<ReturnType<typeof gateOf>>>();

function reasonsWhere(
  cases: PatchCase[],
  select: (gate: Awaited<ReturnType<typeof gateOf>>) => boolean,
): string[] {
  return cases
    .filter((patch) => {
      const verdict = verdicts.get(patch);
      return verdict === undefined || select(verdict);
    })
    .map(({ language, reason }) => `${language}: ${reason}`);
}

describe("the corpus of patches", () => {
  beforeAll(async () => {
    for (const patch of corpus)
      verdicts.set(patch, await gateOf(patch.before, patch.after, { category: patch.category, findSecrets }));
  }, judgingMillisecondsMax);

  it("holds at least 800 repairs and 1,100 cheats over sixteen languages, each with its own reason", () => {
    expect(of("benign").length).toBeGreaterThanOrEqual(800);
    expect(of("cheating").length).toBeGreaterThanOrEqual(1_100);
    const languages = corpus.map(({ language }) => language);
    expect(new Set(languages).size).toBeGreaterThanOrEqual(16);
    for (const set of sets) {
      const reasons = set.map(({ language, kind, reason }) => `${language} ${kind} ${reason}`);
      expect(new Set(reasons).size).toBe(reasons.length);
    }
  });

  it("has at most 1 % of its repairs blocked", () => {
    const blocked = reasonsWhere(of("benign"), ({ verdict }) => verdict === "blocked");
    expect(blocked.length, blocked.join("\n")).toBeLessThanOrEqual(
      of("benign").length * benignBlockedShareMax,
    );
  });

  it("has at least 95 % of its cheats seen", () => {
    const unseen = reasonsWhere(of("cheating"), ({ findings }) => findings.length === 0);
    expect(unseen.length, unseen.join("\n")).toBeLessThanOrEqual(
      of("cheating").length * (1 - cheatingSeenShareMin),
    );
  });

  it("has at least 85 % of its cheats blocked, not only seen", () => {
    const passed = reasonsWhere(of("cheating"), ({ verdict }) => verdict === "allowed");
    expect(passed.length, passed.join("\n")).toBeLessThanOrEqual(
      of("cheating").length * (1 - cheatingBlockedShareMin),
    );
  });
});

function verdictOf({ path, before, after, category }: OneFile) {
  return gateOf({ [path]: before }, after === "" ? {} : { [path]: after }, { category: category ?? "test" });
}

const byName = (cases: OneFile[]) => cases.map((one): [string, OneFile] => [one.name, one]);

describe("the gate's honesty rules", () => {
  it.each(byName(cheating))("block a patch that cheats: %s", async (_, one) => {
    const { verdict, findings } = await verdictOf(one);
    expect({ verdict, findings }).toMatchObject({ verdict: "blocked" });
  });

  it.each(byName(benign))("let a fair patch through: %s", async (_, one) => {
    const { verdict, findings } = await verdictOf(one);
    expect({ verdict, findings: findings.filter(({ severity }) => severity === "block") }).toEqual({
      verdict: "allowed",
      findings: [],
    });
  });

  it("name the changed expectation, its line and its value, and show both lines", async () => {
    const before = "test('a', () => {\n  expect(f()).toBe(5);\n});\n";
    const { findings } = await gateOf({ "a.test.js": before }, { "a.test.js": before.replace("5", "6") });
    expect(findings).toEqual([
      {
        rule: "weakened-tests",
        severity: "block",
        path: "a.test.js",
        line: 2,
        reason: "The expected value 5 was changed or removed.",
        lines: [
          { sign: "-", text: "  expect(f()).toBe(5);" },
          { sign: "+", text: "  expect(f()).toBe(6);" },
        ],
      },
    ]);
  });
});
