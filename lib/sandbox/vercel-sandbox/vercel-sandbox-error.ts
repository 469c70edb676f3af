/** The service did not do as asked. The message says what it was asked and what it answered. */
export class VercelSandboxError extends Error {
  override readonly name = "VercelSandboxError";
}
