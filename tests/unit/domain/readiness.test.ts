import { expect, it } from "vitest";
import { judgeReadiness } from "@/lib/domain/readiness";

const now = new Date("2026-01-01T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const facts = { obstacle: null, lastLookAt: ago(1), startedAt: ago(600), now };

it("is ready while the scheduler calls", () => {
  expect(judgeReadiness(facts)).toEqual({ ready: true, reasons: [], lastLookAt: ago(1).toISOString() });
});

it.each([ago(6), null])("is not ready when the scheduler was last heard at %s", (lastLookAt) => {
  const { ready, reasons } = judgeReadiness({ ...facts, lastLookAt });
  expect({ ready, reasons }).toEqual({ ready: false, reasons: [expect.stringContaining("/api/inngest")] });
});

it("gives a new process time to be called, after a night without one too", () => {
  expect(judgeReadiness({ ...facts, lastLookAt: ago(600), startedAt: ago(1) }).ready).toBe(true);
});

it("says what stands in the way before anything else", () => {
  const { ready, reasons } = judgeReadiness({ ...facts, obstacle: "No database.", lastLookAt: null });
  expect({ ready, reasons }).toEqual({ ready: false, reasons: ["No database."] });
});
