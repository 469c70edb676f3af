import { describe, expect, it } from "vitest";
import type { GateRules } from "@/lib/patch/gate/rule";
import { entry, gateOf, type TreeTexts } from "@/tests/support/patch/trees";

const source = "export const add = (a, b) => a - b;\n";

/** What a patch adds to a tree that holds one source file → the rule that must block it. */
const blocked: [name: string, rule: string, after: TreeTexts, rules?: Partial<GateRules>][] = [
  ["more files than allowed", "size", { a: "1\n", b: "2\n" }, { filesMax: 1 }],
  ["more lines than allowed", "size", { a: "1\n2\n3\n" }, { linesMax: 2 }],
  ["more bytes than allowed", "size", { a: "x".repeat(500) }, { bytesMax: 400 }],
  ["a new symbolic link", "modes", { link: entry("symlink", "/etc/passwd") }],
  ["a file that becomes a link", "modes", { "src/add.js": entry("symlink", "other.js") }],
  ["a mode flip", "modes", { "src/add.js": entry("file", source, true) }],
  [
    "a nested repository",
    "modes",
    { "lib/x/.git": { kind: "repository", mode: "160000", content: Buffer.alloc(0) } },
  ],
  ["a name that differs only in case", "path-names", { "SRC/add.js": "x\n" }],
  ["a name with a bidirectional control", "path-names", { "src/a\u202Ecod.js": "x\n" }],
  ["a name that is not composed", "path-names", { "src/e\u0301.js": "x\n" }],
  ["a binary file", "hidden-content", { "src/a.bin": entry("file", Buffer.from([0, 1])) }],
  ["a bidirectional control in code", "hidden-content", { "src/a.js": "// \u202E x\n" }],
  ["a zero-width space in code", "hidden-content", { "src/a.js": "let a\u200Bb = 1;\n" }],
  ["data in variation selectors", "hidden-content", { "src/a.js": "let a = 1; // \uFE01\uFE07\u{E0132}\n" }],
  ["a line end that editors do not show", "hidden-content", { "src/a.js": "// harmless\u2028run();\n" }],
  ["a Cyrillic letter in a Latin name", "hidden-content", { "src/a.js": "let \u0430dmin = true;\n" }],
  ["a zero-width joiner in a Latin name", "hidden-content", { "src/a.js": "let a\u200Db = 1;\n" }],
  ["tag characters", "hidden-content", { "src/a.js": "// hi\u{E0041}\n" }],
  ["an escape sequence", "hidden-content", { "src/a.js": "// \u001b[2J\n" }],
  [
    "an added secret",
    "secrets",
    { "src/add.js": `${source}const k = "TOKEN";\n` },
    { findSecrets: (text) => (text.includes("TOKEN") ? [{ line: 1, what: "a token", certain: true }] : []) },
  ],
];

describe("gatePatch", () => {
  it.each(blocked)("blocks %s", async (_, rule, after, rules) => {
    const { verdict, findings } = await gateOf(
      { "src/add.js": source },
      { "src/add.js": source, ...after },
      rules,
    );
    expect(verdict).toBe("blocked");
    expect(findings.filter(({ severity }) => severity === "block").map((finding) => finding.rule)).toContain(
      rule,
    );
    for (const { reason } of findings) expect(reason).toMatch(/^[A-Z0-9].*[.?]$/);
  });

  it("allows a small repair of the source and says nothing", async () => {
    const repaired = source.replace("a - b", "a + b");
    expect(await gateOf({ "src/add.js": source }, { "src/add.js": repaired })).toEqual({
      verdict: "allowed",
      findings: [],
      honesty: { weakenings: 0, weakeningsMax: 0, readings: [] },
    });
  });

  it.each([
    ["letters of other scripts", "const grüße = 'שלום, 世界';\n"],
    [
      "words of two alphabets, a sign and a key",
      "const units = ['\u043C\u0435\u0442\u0440 metre', '\u00B5s', '1\uFE0F\u20E3', '\u2764\uFE0F'];\n",
    ],
    ["joined emoji", "const family = '👨‍👩‍👧 ❤️';\n"],
    ["a joiner where a script needs it", "const fa = 'می\u200Cخواهم';\n"],
    ["a byte order mark at the start", "\uFEFFconst a = 1;\n"],
    ["CRLF line ends", "const a = 1;\r\nconst b = 2;\r\n"],
  ])("allows %s in added lines", async (_, text) => {
    const { findings } = await gateOf({}, { "src/a.js": text });
    expect(findings).toEqual([]);
  });

  it("names the line of the secret in the new file", async () => {
    const { findings } = await gateOf(
      { "a.js": "one\ntwo\nthree\n" },
      { "a.js": "one\nnew\ntwo\nTOKEN\nthree\n" },
      {
        findSecrets: (text) => [
          { line: text.split("\n").indexOf("TOKEN") + 1, what: "a token", certain: true },
        ],
      },
    );
    expect(findings).toMatchObject([{ rule: "secrets", path: "a.js", line: 4 }]);
  });

  it("blocks when a rule fails to judge", async () => {
    const { verdict, findings } = await gateOf(
      {},
      { "a.js": "x\n" },
      {
        findSecrets: () => {
          throw new Error("scanner is down");
        },
      },
    );
    expect(verdict).toBe("blocked");
    expect(findings).toMatchObject([{ rule: "secrets", severity: "block" }]);
  });

  it("lets a repair of dependencies change manifests, and says so", async () => {
    const change = [{ "package.json": "{}\n" }, { "package.json": '{"a":1}\n' }] as const;
    expect((await gateOf(...change, { category: "dependency" })).verdict).toBe("allowed");
    expect((await gateOf(...change, { category: "dependency" })).findings).toHaveLength(1);
    expect((await gateOf(...change, { category: "test" })).verdict).toBe("blocked");
  });

  it("lets a repository allow so many weakened places and no more, and counts them either way", async () => {
    const test = 'it("a", () => {\n  expect(f()).toBe(5);\n  expect(g()).toBe(6);\n});\n';
    const before = { "a.test.ts": test };
    const after = { "a.test.ts": test.replace("5", "7").replace("6", "8") };
    const strict = await gateOf(before, after, { weakeningsMax: 1 });
    const lenient = await gateOf(before, after, { weakeningsMax: 2 });
    expect([strict.verdict, strict.honesty.weakenings]).toEqual(["blocked", 2]);
    expect([lenient.verdict, lenient.honesty.weakenings]).toEqual(["allowed", 2]);
    expect(lenient.findings).toHaveLength(2);
  });

  it("counts several objections to one line as one place", async () => {
    const before = "test('a', () => {\n  expect(f()).toBe(5);\n});\n";
    const after = before.replace("toBe(5)", "toBeTruthy()");
    const { findings, honesty } = await gateOf({ "a.test.js": before }, { "a.test.js": after });
    expect(findings.length).toBeGreaterThan(1);
    expect(honesty.weakenings).toBe(1);
  });

  it("never counts what is dangerous in itself as a weakened test", async () => {
    const { verdict } = await gateOf({}, { "package.json": "{}\n" }, { weakeningsMax: 20 });
    expect(verdict).toBe("blocked");
  });

  it("remarks on files that the evidence does not name, without blocking", async () => {
    const before = { "src/a.js": "1\n", "src/b.js": "1\n", "lib/far.js": "1\n" };
    const after = { "src/a.js": "2\n", "src/b.js": "2\n", "lib/far.js": "2\n" };
    const { verdict, findings } = await gateOf(before, after, { implicatedFiles: ["src/a.js"] });
    expect(verdict).toBe("allowed");
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([["scope", "lib/far.js"]]);
  });
});
