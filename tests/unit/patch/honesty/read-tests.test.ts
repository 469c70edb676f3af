import { describe, expect, it } from "vitest";
import { type Language, languageOf } from "@/lib/domain/source/language";
import { readTests } from "@/lib/patch/gate/honesty/syntax/test-units";

async function unitsOf(path: string, text: string) {
  const language = languageOf(path) as Language;
  const { before, reading } = await readTests(path, { before: text, after: text }, language);
  return { reading, keys: before.filter(({ kind }) => kind === "test").map(({ key }) => key) };
}

const files: [path: string, text: string, keys: string[]][] = [
  [
    "a.test.ts",
    'describe("cart", () => {\n  it("adds", () => {});\n  it.each([[1]])("takes %i", () => {});\n  describe.skip("old", () => { test(`is off`, fn => {}) });\n});\n',
    ["cart › adds", "cart › takes %i", "cart › old › is off"],
  ],
  [
    "test_a.py",
    "class TestCart:\n    @mark\n    def test_adds(self): ...\n    def helper(self): ...\n\nclass Plain:\n    def test_unseen(self): ...\n\ndef test_alone(): ...\n",
    ["TestCart › test_adds", "test_alone"],
  ],
  [
    "a_test.go",
    'package a\n\nfunc TestAdds(t *testing.T) {\n\tt.Run("twice", func(t *testing.T) {})\n}\n\nfunc testSmall() {}\n',
    ["TestAdds", "TestAdds › twice"],
  ],
  [
    "ATest.java",
    "class ATest {\n  @Test void adds() {}\n  @ParameterizedTest @CsvSource({}) void takes() {}\n  void helps() {}\n}\n",
    ["ATest › adds", "ATest › takes"],
  ],
  [
    "a_spec.rb",
    'describe Cart do\n  it "adds" do\n  end\n  it { is_expected.to be }\n  it { is_expected.to eq 1 }\nend\n',
    ["Cart › adds", "Cart › ", "Cart ›  (2)"],
  ],
  [
    "a_test.rs",
    "#[cfg(test)]\nmod tests {\n    #[test]\n    #[ignore]\n    fn adds() {}\n    fn helps() {}\n}\n",
    ["tests › adds"],
  ],
  [
    "ATests.cs",
    "class ATests {\n  [Fact] public void Adds() {}\n  [TestCase(1)] public void Takes(int n) {}\n  void Helps() {}\n}\n",
    ["ATests › Adds", "ATests › Takes"],
  ],
  [
    "ATest.php",
    "<?php\nclass ATest { public function testAdds() {} #[Test] public function takes() {} function helps() {} }\nit('shows', fn () => 1)->skip();\n",
    ["ATest › testAdds", "ATest › takes", "shows"],
  ],
  ["a_test.cpp", "TEST(Grid, Mean) { EXPECT_EQ(1, f()); }\nvoid helps() {}\n", ["(Grid, Mean)"]],
];

describe("reading the tests of a file", () => {
  it.each(files)("finds those of %s by its syntax tree, by name and group", async (path, text, keys) => {
    expect(await unitsOf(path, text)).toEqual({ reading: { by: "tree" }, keys });
  });

  it("keeps the code of a test with it, attributes and all, and its title out of it", async () => {
    const text = "mod m {\n  #[test]\n  #[ignore]\n  fn adds() { assert!(true); }\n}\n";
    const { before } = await readTests("a.rs", { before: text, after: text }, "rust");
    const test = before.find(({ kind }) => kind === "test");
    expect(test?.tokens.map(({ text }) => text)).toContain("ignore");
    const titled = 'it("adds 5", () => { f(); });';
    const js = await readTests("a.js", { before: titled, after: titled }, "javascript");
    expect(js.before.flatMap(({ tokens }) => tokens.map(({ text }) => text))).not.toContain('"adds 5"');
  });

  it("reads by words what has no parser, does not parse, or is too long, and says which", async () => {
    const reading = async (path: string, before: string, after = before) =>
      (await readTests(path, { before, after }, languageOf(path) as Language)).reading;
    expect(await reading("a.kt", "fun a() {}")).toEqual({
      by: "words",
      reason: "there is no parser for its language",
    });
    expect(await reading("a.js", "f(); }{")).toEqual({ by: "words", reason: "it does not parse as a whole" });
    expect(await reading("a.js", "f();", "f(; }{")).toEqual({
      by: "words",
      reason: "it does not parse as a whole after the change",
    });
    expect(await reading("a.js", "f();\n".repeat(100_000))).toEqual({
      by: "words",
      reason: "it is longer than 400,000 characters",
    });
  });

  const hostile: [what: string, text: string][] = [
    ["forty thousand open brackets", "(".repeat(40_000)],
    ["forty thousand nested calls", "f(".repeat(40_000) + ")".repeat(40_000)],
    ["forty thousand open types", "a<".repeat(40_000)],
    ["strings that never end", "`${'\"".repeat(30_000)],
    ["lone halves of characters", "\uD800\uDC00\uDFFF ".repeat(20_000)],
    ["nothing", ""],
  ];
  it.each(hostile)(
    "ends within seconds, and never throws, on %s",
    async (_, text) => {
      for (const path of ["a.ts", "a.py", "a.rb"]) {
        const startedAt = performance.now();
        const { before } = await readTests(path, { before: text, after: text }, languageOf(path) as Language);
        expect(before.length).toBeGreaterThan(0);
        expect(performance.now() - startedAt).toBeLessThan(15_000);
      }
    },
    90_000,
  );
});
