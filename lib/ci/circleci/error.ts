/** CircleCI answered something else than what was asked for. `status` is the HTTP status, null where there was none. */
export class CircleCiError extends Error {
  override readonly name = "CircleCiError";

  constructor(
    message: string,
    readonly status: number | null,
    /** When to ask again, where CircleCI said so. */
    readonly retryAt: Date | null = null,
  ) {
    super(message);
  }
}

export function circleCiStatus(error: unknown): number | null {
  return error instanceof CircleCiError ? error.status : null;
}

/** What a status means to whoever set the connection up. */
export function explainStatus(status: number): string {
  if (status === 401)
    return "CircleCI does not accept the token: it was revoked, has expired, or is a project token, which only the old API takes.";
  if (status === 403) return "The token's owner may not read this on CircleCI.";
  if (status === 404) return "CircleCI has nothing there that this token may see.";
  if (status === 429) return "CircleCI asks for a pause.";
  return `CircleCI answered with status ${status}.`;
}
