/** Where the engine takes the time of sleeps, timeouts and retries from. Leases and signatures use real time. */
export type Clock = { now(): Date };

/** The three levels that the engine writes; a pino logger fits. */
export type EngineLog = {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};

export type EngineKeys = {
  /** `signkey-…-<hex>`, the app's INNGEST_SIGNING_KEY. */
  signingKey: string;
  /** The app's INNGEST_EVENT_KEY. */
  eventKey: string;
};

/** What may be tuned. The defaults suit one machine; tests make them short. */
export type EngineTuning = {
  /** How long a claim holds without renewal: after kill -9 its work starts again no later than this. */
  leaseMs: number;
  /** Longest pause between two looks at the database when nothing is known to be due. */
  pollMs: number;
  /** Calls to the app under way at once, in this process. */
  callsMax: number;
  /** How often the app is asked for its functions, so that a hot reload or a restart is noticed. */
  syncEveryMs: number;
  /** Ended runs, their steps, and their events are kept this long. */
  keepDays: number;
  /** How often old rows are deleted. */
  pruneEveryMs: number;
  /** Pause before a try after the first, given the number of tries that failed (1, 2, …). */
  retryDelayMs(failedTries: number): number;
};

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** The delays that Inngest publishes for its retries: https://www.inngest.com/docs/features/inngest-functions/error-retries/retries */
const retryDelaysMs = [10 * secondMs, 30 * secondMs, minuteMs, 2 * minuteMs, 5 * minuteMs, 10 * minuteMs];

export const defaultTuning: EngineTuning = {
  leaseMs: 10 * secondMs,
  pollMs: secondMs,
  callsMax: 50,
  syncEveryMs: 5 * secondMs,
  keepDays: 14,
  pruneEveryMs: 60 * minuteMs,
  retryDelayMs: (failedTries) =>
    retryDelaysMs[Math.min(failedTries, retryDelaysMs.length) - 1] ?? 10 * secondMs,
};

export const systemClock: Clock = { now: () => new Date() };
