import { closedUntil, type LimitAnswer } from "./rate-window";

type Fetch = typeof fetch;

interface Gate {
  closedUntilMs: number;
  strikes: number;
  lastWriteMs: number;
  /** Settles when the request before has its answer. */
  turn: Promise<unknown>;
}

/**
 * A `fetch` that sends the requests of one installation one after the other, and none while GitHub asked it to wait.
 * What comes then is answered here, with 429 and the seconds that are left, so that the scheduler sleeps instead of us.
 * Octokit's throttling lets all other requests go on while one of them waits; GitHub counts those and may ban an app.
 */
export function createGatedFetch(send: Fetch, writeIntervalMs: number): (key: string) => Fetch {
  const gates = new Map<string, Gate>();
  return (key) => (input, init) => {
    const gate = gates.get(key) ?? { closedUntilMs: 0, strikes: 0, lastWriteMs: 0, turn: Promise.resolve() };
    gates.set(key, gate);
    const answer = gate.turn.then(async () => {
      if (isWrite(init?.method)) await untilWriteMayGo(gate, writeIntervalMs);
      return sendThrough(gate, () => send(input, init));
    });
    gate.turn = answer.catch(() => {});
    return answer;
  };
}

function isWrite(method = "GET"): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** Octokit spaces writes as they leave its queue; what is signed on the way may come closer together than they left. */
async function untilWriteMayGo(gate: Gate, intervalMs: number): Promise<void> {
  const waitMs = gate.lastWriteMs + intervalMs - Date.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  gate.lastWriteMs = Date.now();
}

async function sendThrough(gate: Gate, send: () => Promise<Response>): Promise<Response> {
  const waitMs = gate.closedUntilMs - Date.now();
  if (waitMs > 0) return heldBack(waitMs);
  const response = await send();
  const answer = await limitsOf(response);
  const until = closedUntil(answer, gate.strikes, Date.now());
  const named = answer.retryAfterSeconds !== null || answer.remaining === 0;
  if (response.ok) gate.strikes = 0;
  else if (until !== null && !named) gate.strikes += 1;
  if (until !== null) gate.closedUntilMs = Math.max(gate.closedUntilMs, until);
  return response;
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
