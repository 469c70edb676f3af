import { describe, expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";
import { matchersNamedIn } from "@/lib/evidence/matchers/named-in-log";
import { parseMatcherFile } from "@/lib/evidence/matchers/parse-matcher-file";

const bytes = (...lines: string[]) => Buffer.from(lines.join("\n"));

describe("which problem matchers a log names", () => {
  it("in both forms in which runners show them, each once, without those of actions", () => {
    const log = bytes(
      "2026-01-31T10:00:00.0000000Z ::add-matcher::.github/price.json",
      "2026-01-31T10:00:00.0000000Z ##[add-matcher]/home/runner/work/shop/shop/.github/basket.json\r",
      'echo "::add-matcher::.github/price.json"',
      "##[add-matcher]/home/runner/work/_actions/actions/setup-node/v4/.github/tsc.json",
      'echo "::add-matcher::$MATCHER.json"',
      "##[add-matcher]no-file",
    );
    expect(matchersNamedIn(log)).toEqual([
      ".github/price.json",
      "/home/runner/work/shop/shop/.github/basket.json",
    ]);
  });

  it("at most eight, however many the log names", () => {
    const log = bytes(...Array.from({ length: 1_000 }, (_, i) => `::add-matcher::m${i}.json`));
    expect(matchersNamedIn(log)).toHaveLength(8);
  });
});

const pricelint = {
  owner: "pricelint",
  pattern: [
    { regexp: "^In (\\S+)$", file: 1 },
    {
      regexp: "^ +(\\d+):(\\d+) (error|warning) (.*) \\[(\\w+)\\]$",
      line: 1,
      column: 2,
      severity: 3,
      message: 4,
      code: 5,
      loop: true,
    },
  ],
};
const file = (...problemMatcher: unknown[]) => JSON.stringify({ problemMatcher });

async function diagnosticsBy(text: string, ...lines: string[]) {
  const { matchers } = parseMatcherFile("m.json", text);
  return (await extractEvidence({ log: bytes(...lines), matchers })).diagnostics;
}

describe("what a repository's own matchers find", () => {
  it("several findings below one head, as GitHub's runner reads a pattern that loops", async () => {
    const found = await diagnosticsBy(
      file(pricelint),
      "In src/basket.price",
      "  3:9 error no price [P1]",
      "  7:1 warning an old price [P2]",
      "In src/shop.price",
      "  1:1 error no shop [P3]",
      "done",
      "  9:9 error stands under no head [P4]",
    );
    expect(found).toEqual([
      {
        tool: "pricelint",
        file: "src/basket.price",
        line: 3,
        column: 9,
        severity: "error",
        code: "P1",
        message: "no price",
      },
      {
        tool: "pricelint",
        file: "src/basket.price",
        line: 7,
        column: 1,
        severity: "warning",
        code: "P2",
        message: "an old price",
      },
      {
        tool: "pricelint",
        file: "src/shop.price",
        line: 1,
        column: 1,
        severity: "error",
        code: "P3",
        message: "no shop",
      },
    ]);
  });

  it("never a line that a tool's own family has read", async () => {
    const greedy = { owner: "greedy", pattern: { regexp: "^(.+)$", message: 1 } };
    const found = await diagnosticsBy(file(greedy), "src/a.ts(1,2): error TS2322: no", "src/a.price is dear");
    expect(found.map(({ tool }) => tool)).toEqual(["tsc", "greedy"]);
  });

  it("in the failing step only", async () => {
    const at = "2026-01-31T10:00:00.0000000Z ";
    const found = await diagnosticsBy(
      file({ owner: "price", pattern: { regexp: "^price: (.+)$", message: 1 } }),
      `${at}##[group]Run one`,
      `${at}price: an example`,
      `${at}##[group]Run two`,
      `${at}price: too dear`,
      `${at}##[error]Process completed with exit code 1.`,
    );
    expect(found.map(({ message }) => message)).toEqual(["too dear"]);
  });
});

describe("strangers' matchers", () => {
  it.each(["(?=price)", "(a)\\1", "(?<!x)y", "((a{1,40}){1,40}){1,40}", "("])(
    "an expression that cannot run in linear time is named and the rest still used: %s",
    async (regexp) => {
      const bad = { owner: "bad", pattern: { regexp, message: 1 } };
      const good = { owner: "good", pattern: { regexp: "^price: (.+)$", message: 1 } };
      const { matchers, refused } = parseMatcherFile(".github/m.json", file(bad, good));
      expect(matchers.map(({ owner }) => owner)).toEqual(["good"]);
      expect(refused).toEqual([expect.stringMatching(/\.github\/m\.json .*"bad"/)]);
    },
  );

  it("an expression that stops other engines takes no time", async () => {
    const started = performance.now();
    const evil = { owner: "evil", pattern: { regexp: "^(a+)+$", message: 1 } };
    await diagnosticsBy(file(evil), ...Array.from({ length: 2_000 }, () => `${"a".repeat(900)}!`));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.each([
    ["no JSON", "{"],
    ["no list", '{"problemMatcher": {}}'],
    ["too large", `"${"x".repeat(70_000)}"`],
  ])("a file that is %s is said to be of no use", (_, text) => {
    const { matchers, refused } = parseMatcherFile("m.json", text);
    expect(matchers).toEqual([]);
    expect(refused).toHaveLength(1);
  });

  it("a group that the expression does not have is nothing", async () => {
    const found = await diagnosticsBy(
      file({ owner: "price", pattern: { regexp: "^price: (.+)$", message: 1, file: 7 } }),
      "price: too dear",
    );
    expect(found).toMatchObject([{ file: null, message: "too dear" }]);
  });
});
