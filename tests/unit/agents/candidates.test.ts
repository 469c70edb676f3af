import { describe, expect, it } from "vitest";
import { orderCandidates } from "@/lib/agents/search/candidates";
import { applyEdit } from "@/lib/agents/search/edit";
import type { Suspect } from "@/lib/agents/search/suspects";
import type { Brief } from "@/lib/domain/brief";
import { briefWith } from "@/tests/support/agents/brief";

function suspect(text: string, path = "src/a.js", lines: [number, number][] = []): Suspect {
  return { path, text, suspicion: 1, byLine: new Map(lines), patch: null };
}

function proposals(text: string, path?: string, brief: Partial<Brief> = {}): string[] {
  return orderCandidates(briefWith(brief), [suspect(text, path)]).map((edit) => applyEdit(text, edit));
}

describe("orderCandidates", () => {
  it.each([
    ["a bound", "if (a < b) f();", "if (a <= b) f();"],
    ["a condition", "if (ready) f();", "if (!(ready)) f();"],
    ["a negation", "if (!ready) f();", "if (ready) f();"],
    ["a conjunction", "return a && b;", "return a || b;"],
    ["a flag", "return true;", "return false;"],
    ["an off-by-one", "return items[n - 1];", "return items[n];"],
    ["swapped arguments", "f(a, g(b, c));", "f(g(b, c), a);"],
    ["a method's sibling", "list.push(x);", "list.unshift(x);"],
    ["a rounding", "Math.floor(x);", "Math.ceil(x);"],
    ["a constant", "const max = 60;", "const max = 61;"],
    ["an await", "async () => { const x = load(); }", "async () => { const x = await load(); }"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source under test.
    ["code in a template", "return `${a + b}`;", "return `${a - b}`;"],
  ])("proposes to change %s", (_, text, expected) => {
    expect(proposals(text)).toContain(expected);
  });

  it.each([
    ["src/a.py", "if a and not b:", "if a or not b:"],
    ["src/a.py", "if a and not b:", "if a and b:"],
    ["src/a.py", "x = True", "x = False"],
    ["bin/a.sh", "[ $a -lt 3 ] && b", "[ $a -le 3 ] && b"],
    ["bin/a.sh", 'echo "$((a - 1))"', 'echo "$((a + 1))"'],
    ["src/a.go", "for i := 0; i <= n; i++ {", "for i := 0; i < n; i++ {"],
  ])("knows the words of other languages: %s: %s", (path, text, expected) => {
    expect(proposals(text, path)).toContain(expected);
  });

  it("never touches a redirection of a shell or a comment", () => {
    expect(proposals("cat < in > out", "bin/a.sh")).toEqual([]);
    expect(proposals("// a < b && true\n")).toEqual([]);
  });

  it("tries numbers that the failing test names", () => {
    const tests = [{ id: "a", file: null, line: null, message: "expected 4711 but got 12", stack: null }];
    expect(proposals("const limit = 12;", undefined, { tests })).toContain("const limit = 4711;");
  });

  it("begins with the lines of the pull request", () => {
    const text = "const a = b < c;\nconst d = e < f;\n";
    const [first] = orderCandidates(briefWith({}), [suspect(text, "src/a.js", [[2, 6]])]);
    expect(first).toMatchObject({ line: 2, text: "<=" });
  });

  it("depends on nothing but its input", () => {
    const text = "const a = b < c && true;\n";
    expect(proposals(text)).toEqual(proposals(text));
  });
});
