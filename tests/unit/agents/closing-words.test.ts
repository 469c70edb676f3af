import { describe, expect, it } from "vitest";
import { chosenEnd } from "@/lib/agents/closing-words";

describe("chosenEnd", () => {
  it.each([
    ["REGREEN: real bug: the price was never meant to be negative", "real_bug"],
    ["I looked.\n\n**REGREEN: Real bug - who decides?**", "real_bug"],
    ["words\nREGREEN: cannot reproduce: it passes 20 times\n", "cannot_reproduce"],
  ])("hears %j", (text, reason) => {
    expect(chosenEnd(text)).toMatchObject({ kind: "gave_up", reason });
  });

  it.each([
    ["no such line", "I fixed it."],
    ["the prompt quoted above a long answer", "REGREEN: real bug: REASON\nfirst\nsecond\nthird\nfourth"],
    ["a line without a reason", "REGREEN: real bug:"],
    ["words in the middle of a line", "I will not say REGREEN: real bug: here"],
  ])("does not hear %s", (_what, text) => {
    expect(chosenEnd(text)).toBeNull();
  });

  it("keeps the reason without decoration", () => {
    expect(chosenEnd("**REGREEN: real bug: ask the owner**")?.notes).toBe("ask the owner");
  });
});
