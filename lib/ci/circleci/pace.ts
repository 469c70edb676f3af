import { setTimeout as delay } from "node:timers/promises";

/** Time as the client sees it; tests bring their own. */
export interface Pace {
  nowMs(): number;
  wait(ms: number): Promise<void>;
  /** Until when each token must not be used, in milliseconds. Shared by all readers of a process. */
  closedUntilMs: Map<string, number>;
}

export function realPace(): Pace {
  return { nowMs: () => Date.now(), wait: (ms) => delay(ms), closedUntilMs: new Map() };
}

const unknownPauseMs = 30_000;

/** How long CircleCI wants to be left alone, from `Retry-After` in seconds or as a date, else `RateLimit-Reset`. */
export function pauseMs(headers: Headers, nowMs: number): number {
  const retryAfter = headers.get("retry-after");
  if (retryAfter !== null) {
    if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
    const date = Date.parse(retryAfter);
    if (!Number.isNaN(date)) return Math.max(0, date - nowMs);
  }
  const reset = headers.get("ratelimit-reset");
  return reset !== null && /^\d+$/.test(reset) ? Number(reset) * 1000 : unknownPauseMs;
}
