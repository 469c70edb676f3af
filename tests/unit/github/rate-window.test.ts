import { describe, expect, it } from "vitest";
import { closedUntil, type LimitAnswer } from "@/lib/github/rate-window";

const now = Date.parse("2026-01-01T12:00:00Z");
const answer = (changes: Partial<LimitAnswer>): LimitAnswer => ({
  status: 200,
  retryAfterSeconds: null,
  remaining: null,
  resetMs: null,
  secondary: false,
  ...changes,
});

describe("closedUntil", () => {
  it.each<[string, Partial<LimitAnswer>, number, number | null]>([
    ["an ordinary answer", { remaining: 4_000 }, 0, null],
    ["a missing permission", { status: 403 }, 0, null],
    ["Retry-After", { status: 403, retryAfterSeconds: 30 }, 0, 30_000],
    ["Retry-After over everything else", { status: 429, retryAfterSeconds: 5, secondary: true }, 3, 5_000],
    ["nothing left, refused", { status: 403, remaining: 0, resetMs: now + 90_000 }, 0, 90_000],
    ["nothing left, though this one was answered", { remaining: 0, resetMs: now + 90_000 }, 0, 90_000],
    ["a reset that has passed", { remaining: 0, resetMs: now - 1 }, 0, null],
    ["a secondary limit without a time", { status: 403, secondary: true }, 0, 60_000],
    ["the third of those in a row", { status: 403, secondary: true }, 2, 240_000],
    ["the tenth of those in a row", { status: 429 }, 9, 3_600_000],
  ])("%s", (_what, changes, strikes, waitMs) => {
    expect(closedUntil(answer(changes), strikes, now)).toBe(waitMs === null ? null : now + waitMs);
  });
});
