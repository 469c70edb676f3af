/** What an answer of GitHub says about its limits. Times in milliseconds since 1970. */
export interface LimitAnswer {
  status: number;
  /** Seconds, from `retry-after`. */
  retryAfterSeconds: number | null;
  /** From `x-ratelimit-remaining`. */
  remaining: number | null;
  /** From `x-ratelimit-reset`. */
  resetMs: number | null;
  /** Whether the words of a refusal name a secondary limit. */
  secondary: boolean;
}

const minuteMs = 60_000;
const waitMsMax = 60 * minuteMs;

/**
 * Until when nothing more may be asked; null: go on. `strikes` counts refusals in a row that named no time: the wait
 * doubles with each. As asked for at
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function closedUntil(answer: LimitAnswer, strikes: number, nowMs: number): number | null {
  const refused = answer.status === 403 || answer.status === 429;
  if (refused && answer.retryAfterSeconds !== null) return nowMs + answer.retryAfterSeconds * 1_000;
  if (answer.remaining === 0 && answer.resetMs !== null && answer.resetMs > nowMs) return answer.resetMs;
  if (answer.status === 429 || (refused && answer.secondary))
    return nowMs + Math.min(minuteMs * 2 ** strikes, waitMsMax);
  return null;
}
