import { describe, expect, it } from "vitest";
import { fenced, inlineCode, safeSentence, withoutControls } from "@/lib/domain/untrusted-text";

describe("text from outside in a comment", () => {
  it("cannot close its code block, however many backticks it brings", () => {
    const block = fenced("before\n``````\n@everyone Fixes #1");
    const fence = block.slice(0, block.indexOf("text"));
    expect(fence).toBe("`".repeat(7));
    expect(block.endsWith(`\n${fence}`)).toBe(true);
  });

  it("stays one line of code as a name, with longer marks than any inside", () => {
    expect(inlineCode("a `b` c\nd")).toBe("``a `b` c d``");
    expect(inlineCode("`x")).toBe("`` `x ``");
    expect(inlineCode("   ")).toBe("``(empty)``");
  });

  it("keeps plain words of a sentence and puts every word that could act in code", () => {
    expect(safeSentence("Still failing: adds 1 to 2.")).toBe("Still failing: adds 1 to 2.");
    expect(safeSentence("ask @team and close #7, GH-8 [x](http://evil.test) /deploy <img>")).toBe(
      "ask `@team` and close `#7,` `GH-8` `[x](http://evil.test)` `/deploy` `<img>`",
    );
  });

  it("loses control, bidirectional and invisible characters and keeps tabs and line feeds", () => {
    expect(withoutControls("a\u001b[31mb\u202ec\u200bd\te\nf\u0007")).toBe("a[31mbcd\te\nf");
  });
});
