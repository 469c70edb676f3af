import { closedUntil, type LimitAnswer } from "./rate-window";

type Fetch = typeof fetch;

interface Gate {
  closedUntilMs: number;
  strikes: number;
}

/**
 * A `fetch` that sends nothing while GitHub asked an installation to wait. What comes then is answered here, with 429 and
 * the seconds that are left, so that the scheduler sleeps instead of us. Octokit's throttling lets all other requests
 * go on while one of them waits; GitHub counts those and may ban an app for it.
 */
export function createGatedFetch(send: Fetch): (key: string) => Fetch {
  const gates = new Map<string, Gate>();
  return (key) => async (input, init) => {
    const gate = gates.get(key) ?? { closedUntilMs: 0, strikes: 0 };
    gates.set(key, gate);
    const waitMs = gate.closedUntilMs - Date.now();
    if (waitMs > 0) return heldBack(waitMs);
    const response = await send(input, init);
    const answer = await limitsOf(response);
    const until = closedUntil(answer, gate.strikes, Date.now());
    const named = answer.retryAfterSeconds !== null || answer.remaining === 0;
    gate.strikes = until !== null && !named ? gate.strikes + 1 : response.ok ? 0 : gate.strikes;
    if (until !== null) gate.closedUntilMs = Math.max(gate.closedUntilMs, until);
    return response;
  };
}

async function limitsOf(response: Response): Promise<LimitAnswer> {
  const refused = response.status === 403 || response.status === 429;
  const resetSeconds = numberOf(response.headers.get("x-ratelimit-reset"));
  return {
    status: response.status,
    retryAfterSeconds: numberOf(response.headers.get("retry-after")),
    remaining: numberOf(response.headers.get("x-ratelimit-remaining")),
    resetMs: resetSeconds === null ? null : resetSeconds * 1_000,
    secondary: refused && /secondary rate|abuse/i.test(await response.clone().text()),
  };
}

function numberOf(header: string | null): number | null {
  return header !== null && /^\d{1,12}$/.test(header) ? Number(header) : null;
}

function heldBack(waitMs: number): Response {
  const seconds = Math.ceil(waitMs / 1_000);
  return Response.json(
    { message: `Not sent: GitHub asked to wait, and ${seconds} seconds of that are left.` },
    { status: 429, headers: { "retry-after": String(seconds) } },
  );
}
