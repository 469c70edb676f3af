import { describe, expect, it } from "vitest";
import { byStart, startsOf } from "@/lib/evidence/lines/by-start";

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** The first characters that an expression's source allows, null for any. */
function starts(pattern: RegExp): string | null {
  const codes = startsOf(pattern);
  return codes && ascii.filter((_, code) => codes.has(code)).join("");
}

describe("the characters with which a match may begin", () => {
  it.each([
    [/^npm (?:ERR!|error) code/, "n"],
    [/^(?:Error|Warning|\[fatal\]): /, "EW["],
    [/^(?<severity>[ew]): (?<message>.*)$/, "ew"],
    [/^error: /i, "Ee"],
    [/^\d{1,3}> /, "0123456789"],
    [/^ {1,4}at /, " "],
    [/^ ?(?:\[[A-Z]\])? *x|^y/, " [xy"],
    [/^(?!no)\b(?:a|b)/, "ab"],
    [/^(?:[|\])}]|\x41)z/, ")A]|}"],
    [/^✖ \d+ problems/, ""],
  ])("are found in %s", (pattern, expected) => {
    expect(starts(pattern)).toBe([...expected].sort().join(""));
  });

  it("are all there are for a class that leaves some out", () => {
    expect(starts(/^(?<file>[^\s:][^:]*):\d/)).toBe(ascii.filter((one) => /[^\s:]/.test(one)).join(""));
  });

  it.each([/failed$/, /^a|b/, /^(?:a)?/, /^(?:a*)b/, /^(?:|a)b/, /^a/m, /(?:^|\s)FAIL/])(
    "are any for %s",
    (pattern) => {
      expect(starts(pattern)).toBeNull();
    },
  );
});

describe("choosing by the start", () => {
  const patterns = [/^error/, /^(?:\[\w+\] )?error/, /^×/, /late$/];
  const candidatesFor = byStart(patterns, (pattern) => pattern);

  it("keeps all that may match, in their order", () => {
    expect(candidatesFor("error: x")).toEqual([patterns[0], patterns[1], patterns[3]]);
    expect(candidatesFor("[INFO] x")).toEqual([patterns[1], patterns[3]]);
    expect(candidatesFor("warning")).toEqual([patterns[3]]);
  });

  it("rules nothing out for a text that is empty or begins beyond ASCII", () => {
    expect(candidatesFor("")).toEqual(patterns);
    expect(candidatesFor("× no")).toEqual(patterns);
  });
});
