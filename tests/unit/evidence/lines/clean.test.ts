import { expect, it } from "vitest";
import { stripAnsi } from "@/lib/evidence/lines/ansi";
import { cleanLine } from "@/lib/evidence/lines/clean";

function clean(line: string | Buffer): string {
  const bytes = Buffer.from(line as string);
  return cleanLine(bytes, 0, bytes.length);
}

it.each([
  ["colours", "\x1b[31;1merror\x1b[0m: x", "error: x"],
  ["a hyperlink", "\x1b]8;;https://x.test\x07here\x1b]8;;\x1b\\ it is", "here it is"],
  ["escapes spelled out", "^[[31mFAIL^[[0m", "FAIL"],
  ["a carriage return before the line feed", "text\r", "text"],
  ["a progress bar, to its last state", "10 %\r50 %\r100 %\r", "100 %"],
  ["a fold mark before its line", "travis_fold:start:x\r\x1b[0Kvisible", "visible"],
  ["backspaces", "abd\bc", "abc"],
  ["the timestamp of GitHub Actions", "2026-01-31T10:00:00.1234567Z text", "text"],
  ["a byte order mark", "\ufeff2026-01-31T10:00:00.1234567Z text", "text"],
  ["GitLab's timestamp with its stream mark", "2026-01-31T10:00:00.123456Z 01O text", "text"],
  ["an empty line with a timestamp", "2026-01-31T10:00:00.1234567Z ", ""],
])("cleans %s", (_, line, expected) => {
  expect(clean(line)).toBe(expected);
});

it("shows bytes that are no UTF-8 as replacement characters", () => {
  expect(clean(Buffer.from([0x61, 0xff, 0x62]))).toBe("a\ufffdb");
});

it("caps a line of megabytes", () => {
  expect(clean("x".repeat(5_000_000)).length).toBeLessThan(5000);
});

it("strips unfinished escape sequences in linear time", () => {
  const hostile = "\x1b[".repeat(200_000);
  const started = performance.now();
  expect(stripAnsi(hostile)).toBe("");
  expect(performance.now() - started).toBeLessThan(2000);
});
