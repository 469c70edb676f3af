import { describe, expect, it } from "vitest";
import { createPhraseFinder } from "@/lib/evidence/lines/phrases";

const find = createPhraseFinder([["no space"], ["^error 0"], ["timed out", "exit code 0"]]);

describe("finding phrases in a text", () => {
  it("answers one bit for each list of which a phrase stands in it", () => {
    expect(find("No Space left; TIMED OUT")).toBe(0b101);
    expect(find("error 7: exit code 9")).toBe(0b110);
    expect(find("an error 7")).toBe(0);
    expect(find("")).toBe(0);
  });

  it("takes no other character for the letter whose last eight bits it has", () => {
    expect(find("timed \u{16f}ut \u{1f600} no sp\u{161}ce")).toBe(0);
    expect(find("✗ é \u{1f600} no space")).toBe(1);
  });

  it("finds a phrase across the pieces in which a very long text is read", () => {
    for (let before = 43_680; before < 43_700; before++)
      expect(find(`${"é".repeat(before)}no space`)).toBe(1);
  });
});
