/** An error as the SDK writes it into answers and reads it back out of recorded steps. */
export type SerializedError = {
  name: string;
  message: string;
  stack?: string;
  __serialized?: true;
  [extra: string]: unknown;
};

/** The functions ask for something this engine does not do. Each line names a function and the option. */
export class EngineRefusal extends Error {
  override name = "EngineRefusal";
  constructor(readonly refusals: readonly string[]) {
    super(
      `The embedded engine cannot run these functions:\n${refusals.map((line) => `  - ${line}`).join("\n")}\n` +
        "Change them to the portable subset, or run a real Inngest server (INNGEST_BASE_URL or INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY).",
    );
  }
}

/** The app could not be asked for its functions, or answered something else. Worth trying again. */
export class AppUnreachable extends Error {
  override name = "AppUnreachable";
}

/** Ends a run that used something this engine does not do. */
export function unsupportedError(feature: string): SerializedError {
  return {
    __serialized: true,
    name: "EngineUnsupportedError",
    message: `${feature} is not supported by the embedded engine. Use step.run, or run a real Inngest server.`,
    stack: "",
  };
}

export function engineError(name: string, message: string): SerializedError {
  return { __serialized: true, name, message, stack: "" };
}

/** The text of anything thrown, for a log line. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
