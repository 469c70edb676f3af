import { z } from "zod";
import type { SerializedError } from "./errors";

/**
 * What the app answered to a call, read without judging it. The SDK answers 206 with a list of operations, 200 with the
 * function's result, and 4xx or 5xx with the error that the function threw.
 */

const serializedError = z.looseObject({
  name: z.string().default("Error"),
  message: z.string().default("Unknown error"),
});

export const operation = z.looseObject({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown(),
  error: serializedError.optional().catch(undefined),
  opts: z
    .looseObject({
      if: z.string().optional(),
      timeout: z.string().optional(),
      function_id: z.string().optional(),
      payload: z.looseObject({ data: z.record(z.string(), z.unknown()).nullish() }).optional(),
      parallelMode: z.string().optional(),
      type: z.string().optional(),
    })
    .nullish(),
});
export type Operation = z.infer<typeof operation>;

export type Answer =
  | { kind: "operations"; operations: Operation[]; retryAfter: string | null }
  | { kind: "result"; data: unknown }
  | { kind: "error"; error: SerializedError; retriable: boolean; retryAfter: string | null };

export type RawAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
};

export function readAnswer(raw: RawAnswer): Answer {
  const body = parse(raw.body);
  const retryAfter = headerOf(raw, "retry-after");
  if (raw.status === 200) return { kind: "result", data: body ?? null };
  if (raw.status === 206) {
    const operations = z.array(operation).min(1).safeParse(body);
    if (operations.success) return { kind: "operations", operations: operations.data, retryAfter };
    return unreadable("The app answered with operations that cannot be read.", raw);
  }
  const error = serializedError.safeParse(body);
  if (!error.success) return unreadable(`The app answered with status ${raw.status}.`, raw);
  return {
    kind: "error",
    error: error.data,
    retriable: headerOf(raw, "x-inngest-no-retry") !== "true",
    retryAfter,
  };
}

function unreadable(message: string, raw: RawAnswer): Answer {
  const error = { name: "EngineProtocolError", message: `${message} ${raw.body.slice(0, 200)}`.trim() };
  return { kind: "error", error, retriable: true, retryAfter: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function headerOf(raw: RawAnswer, name: string): string | null {
  const value = raw.headers[name];
  return typeof value === "string" ? value : null;
}
