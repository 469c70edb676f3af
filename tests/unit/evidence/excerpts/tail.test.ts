import { expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";

const at = "2026-03-01T10:00:00.0000000Z ";
const log = (...lines: string[]) => new TextEncoder().encode(lines.map((line) => `${at}${line}\n`).join(""));

const failing = log(
  "##[group]Run npm ci",
  "##[endgroup]",
  "added 3 packages",
  "##[group]Run npm test",
  "##[endgroup]",
  ...Array.from({ length: 40 }, (_, index) => `line ${index + 1}`),
  "password=hunter2-correct-horse-battery",
  "##[error]Process completed with exit code 1.",
);

it("the tail is the end of the failing step, redacted, no longer than asked for, and of no other step", async () => {
  const short = await extractEvidence({ log: failing, tailLinesMax: 5 });
  expect(short.logTail?.text.split("\n")).toHaveLength(5);
  expect(short.logTail?.text).toContain("line 40");
  expect(short.logTail?.text).not.toContain("hunter2");
  expect(short.logTail?.text).toContain("exit code 1");
  const long = await extractEvidence({ log: failing, tailLinesMax: 500 });
  expect(long.logTail?.text).toContain("line 1\n");
  expect(long.logTail?.text).not.toContain("added 3 packages");
});

it("a log of enormous lines gives a tail of bounded size", async () => {
  const wide = log(
    "##[group]Run x",
    "##[endgroup]",
    ...Array(400).fill("y".repeat(5_000)),
    "##[error]Process completed with exit code 1.",
  );
  const { logTail } = await extractEvidence({ log: wide, tailLinesMax: 500 });
  expect(logTail?.text.length).toBeLessThanOrEqual(48_000);
  expect(logTail?.text.split("\n").length).toBe((logTail?.endLine ?? 0) - (logTail?.startLine ?? 0) + 1);
});

it("nobody who does not ask pays for a tail", async () => {
  expect(await extractEvidence({ log: failing })).not.toHaveProperty("logTail");
});
