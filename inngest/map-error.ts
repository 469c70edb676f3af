import { NonRetriableError, RetryAfterError } from "inngest";

const secondsMax = 3_600;

/**
 * Runs a verb and turns what it throws into what the scheduler understands: wait as long as the provider says, do not
 * retry what can never work, retry the rest.
 */
export async function mapError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const status = numberAt(error, "status");
    const message = error instanceof Error ? error.message : String(error);
    const wait = secondsUntilRetry(error) ?? retryAfterSeconds(error);
    if (wait !== null) throw new RetryAfterError(message, Math.min(wait, secondsMax) * 1_000);
    // 401 and 403 without a wait: the installation was suspended, or a permission was taken away.
    if (status === 401 || status === 451) throw new NonRetriableError(message, { cause: error });
    throw error;
  }
}

/** A provider's client that keeps a pause itself says until when. */
function secondsUntilRetry(error: unknown): number | null {
  if (!(error instanceof Error && "retryAt" in error && error.retryAt instanceof Date)) return null;
  return Math.max(1, Math.ceil((error.retryAt.getTime() - Date.now()) / 1_000));
}

function retryAfterSeconds(error: unknown): number | null {
  const status = numberAt(error, "status");
  if (status !== 403 && status !== 429) return null;
  const headers =
    (error as { response?: { headers?: Record<string, string | undefined> } }).response?.headers ?? {};
  const after = Number(headers["retry-after"]);
  if (Number.isFinite(after) && after > 0) return after;
  const reset = Number(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] === "0" && Number.isFinite(reset))
    return Math.max(60, reset - Date.now() / 1_000);
  return status === 429 ? 60 : null;
}

function numberAt(error: unknown, key: string): number | null {
  if (typeof error !== "object" || error === null || !(key in error)) return null;
  const value = (error as Record<string, unknown>)[key];
  return typeof value === "number" ? value : null;
}
