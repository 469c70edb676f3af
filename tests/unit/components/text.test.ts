import parseDiff from "parse-diff";
import { describe, expect, it } from "vitest";
import { changedWords } from "@/components/patch/changed-words";
import { diffRows } from "@/components/patch/diff-rows";
import { formatDuration } from "@/components/time/format-duration";
import { formatExact, formatRelative } from "@/components/time/format-relative";
import { somePatchText } from "@/tests/support/factories";

describe("a diff", () => {
  it("marks the words that changed between a removed and an added line", () => {
    const rows = parseDiff(somePatchText())[0]?.chunks.flatMap(diffRows) ?? [];
    expect(rows.find((row) => row.kind === "removed")?.text.changed).toBe(" - discount");
    expect(rows.find((row) => row.kind === "added")?.text).toMatchObject({ changed: "" });
  });

  it("gives each line exactly as it stands, in one piece or three", () => {
    const rows = parseDiff(somePatchText())[0]?.chunks.flatMap(diffRows) ?? [];
    const texts = rows.map(({ text }) => text.before + text.changed + text.after);
    expect(texts).toContain("    return sum - discount - discount;");
    expect(texts).toContain("    return sum - discount;");
  });

  it("marks nothing between lines that share no word", () => {
    expect(changedWords("alpha", "beta")).toBeNull();
  });
});

describe("a time", () => {
  it.each([
    [850, "850 ms"],
    [12_000, "12 s"],
    [185_000, "3 min 5 s"],
    [3_600_000, "1 h"],
    [97_200_000, "1 d 3 h"],
  ])("of %d ms lasts %s", (milliseconds, words) => {
    expect(formatDuration(milliseconds)).toBe(words);
  });

  it("is told from now, before and after", () => {
    expect(formatRelative(0, 2_000)).toBe("now");
    expect(formatRelative(0, 200_000)).toBe("3m ago");
    expect(formatRelative(3_000_000, 0)).toBe("in 50m");
  });

  it("is exact in the same form for every reader", () => {
    expect(formatExact(new Date("2026-11-21T03:41:01.500Z"))).toBe("2026-11-21 03:41:01 UTC");
  });
});
