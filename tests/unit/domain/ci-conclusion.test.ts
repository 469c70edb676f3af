import { describe, expect, it } from "vitest";
import { isGreen, isRed, meaningOf, standingOf } from "@/lib/domain/ci-conclusion";

const meanings = [
  ["success", "green"],
  ["neutral", "green"],
  ["skipped", "green"],
  ["failure", "red"],
  ["timed_out", "red"],
  ["startup_failure", "broken"],
  ["cancelled", "interrupted"],
  ["stale", "interrupted"],
  ["action_required", "held"],
  ["a word of tomorrow", "unknown"],
  [null, "unknown"],
] as const;

const ended = (conclusion: string | null) => ({ status: "completed", conclusion });
const running = { status: "in_progress", conclusion: null };

describe("the end of a run", () => {
  it.each(meanings)("%s is %s", (conclusion, meaning) => {
    expect(meaningOf(conclusion)).toBe(meaning);
    expect(isRed(conclusion)).toBe(meaning === "red" || meaning === "broken");
    expect(isGreen(conclusion)).toBe(meaning === "green");
  });
});

describe("the standing of a commit", () => {
  it("is silent without runs", () => {
    expect(standingOf([])).toBe("silent");
  });

  it("is decided for every combination of three runs, in any order, by the worst of them", () => {
    const worstFirst = ["broken", "red", "held", "open"] as const;
    for (const [a] of meanings)
      for (const [b] of meanings)
        for (const [c] of meanings) {
          const said = [a, b, c]
            .map(meaningOf)
            .map((meaning) => (meaning === "interrupted" || meaning === "unknown" ? "open" : meaning));
          const expected = worstFirst.find((word) => said.includes(word)) ?? "green";
          expect(standingOf([ended(a), ended(b), ended(c)]), `${a}, ${b}, ${c}`).toBe(expected);
          expect(standingOf([ended(c), ended(a), ended(b)]), `${c}, ${a}, ${b}`).toBe(expected);
          expect(standingOf([ended(a), running, ended(c)])).toBe("running");
        }
  });
});
