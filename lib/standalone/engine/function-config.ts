import { Cron } from "croner";
import { z } from "zod";
import { durationMs } from "./durations";
import { EngineRefusal } from "./errors";
import { expressionProblem } from "./expressions";

/**
 * What the app says about its functions, and what of it this engine does not do. Nothing is ignored in silence: an
 * option that would have no effect here refuses the whole registration, with the function and the option by name.
 */

export type EngineFunction = {
  id: string;
  name: string;
  /** Tries in all, the first one included. */
  attemptsMax: number;
  triggers: { event: string; if?: string | undefined }[];
  crons: string[];
  cancelOn: { event: string; if?: string | undefined }[];
  /** How many of this function's steps may run at once, for each value of the key. */
  concurrency: { limit: number; key?: string | undefined }[];
  idempotency?: string | undefined;
  debounce?: { periodMs: number; key?: string | undefined; timeoutMs?: number | undefined } | undefined;
  /** While a run with the same key is under way, new events start none. Null: one run at a time, whatever the event. */
  singleton?: { key: string | null } | undefined;
};

const limit = z.object({
  limit: z.number().int().nonnegative(),
  key: z.string().optional(),
  scope: z.string().optional(),
});

const given = z.object({
  id: z.string().min(1),
  name: z.string().default(""),
  triggers: z
    .array(
      z.object({
        event: z.string().optional(),
        expression: z.string().optional(),
        cron: z.string().optional(),
        jitter: z.unknown().optional(),
      }),
    )
    .default([]),
  steps: z.record(
    z.string(),
    z.looseObject({ retries: z.object({ attempts: z.number().int().nonnegative() }).optional() }),
  ),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .default([]),
  concurrency: z.union([z.number().int().nonnegative(), limit, z.array(limit)]).optional(),
  idempotency: z.string().optional(),
  debounce: z
    .object({ period: z.string(), key: z.string().optional(), timeout: z.string().optional() })
    .optional(),
  singleton: z.object({ key: z.string().optional(), mode: z.string() }).optional(),
});

type Given = z.infer<typeof given>;

const understood = new Set(Object.keys(given.shape));
/** One first try and four more: what a real server does with a function that does not say. */
const retriesUnset = 4;

/**
 * Reads the `functions` of a registration.
 * @throws EngineRefusal naming every option that is not supported.
 */
export function parseFunctions(functions: readonly unknown[]): EngineFunction[] {
  const refusals: string[] = [];
  const parsed: EngineFunction[] = [];
  for (const raw of functions) {
    const result = given.safeParse(raw);
    const id = z.object({ id: z.string() }).safeParse(raw).data?.id ?? "a function without id";
    if (!result.success) {
      refusals.push(`${id}: ${z.prettifyError(result.error).replaceAll("\n", " ")}`);
      continue;
    }
    const problems = problemsOf(result.data, raw);
    refusals.push(...problems.map((problem) => `${id}: ${problem}`));
    if (problems.length === 0) parsed.push(understand(result.data));
  }
  if (refusals.length > 0) throw new EngineRefusal(refusals);
  return parsed;
}

function problemsOf(fn: Given, raw: unknown): string[] {
  const problems: string[] = [];
  for (const [option, value] of Object.entries(Object(raw))) {
    if (!understood.has(option) && value !== undefined && value !== null)
      problems.push(`${option} is not supported`);
  }
  for (const trigger of fn.triggers) {
    if (trigger.jitter !== undefined) problems.push("cron jitter is not supported");
    if (trigger.event?.includes("*"))
      problems.push(`the wildcard trigger "${trigger.event}" is not supported`);
    if (trigger.cron !== undefined) problems.push(...cronProblems(trigger.cron));
  }
  for (const cancel of fn.cancel) {
    if (cancel.timeout !== undefined) problems.push("cancelOn.timeout is not supported");
  }
  const limits = limitsOf(fn);
  if (limits.length > 2) problems.push("concurrency takes two entries at most");
  for (const { scope } of limits) {
    if (scope !== undefined && scope !== "fn") problems.push(`concurrency scope "${scope}" is not supported`);
  }
  if (fn.singleton && fn.singleton.mode !== "skip") {
    problems.push(`singleton mode "${fn.singleton.mode}" is not supported, only "skip"`);
  }
  for (const duration of [fn.debounce?.period, fn.debounce?.timeout]) {
    if (duration !== undefined) problems.push(...durationProblems(duration));
  }
  for (const expression of expressionsOf(fn)) {
    const problem = expressionProblem(expression);
    if (problem) problems.push(`the expression ${JSON.stringify(expression)} cannot be used: ${problem}`);
  }
  return problems;
}

function understand(fn: Given): EngineFunction {
  const retries = Object.values(fn.steps)[0]?.retries?.attempts ?? retriesUnset;
  return {
    id: fn.id,
    name: fn.name || fn.id,
    attemptsMax: retries + 1,
    triggers: fn.triggers.flatMap(({ event, expression }) => (event ? [{ event, if: expression }] : [])),
    crons: fn.triggers.flatMap(({ cron }) => (cron ? [cron] : [])),
    cancelOn: fn.cancel.map(({ event, if: expression }) => ({ event, if: expression })),
    // A limit of 0 means "no limit" in Inngest.
    concurrency: limitsOf(fn)
      .filter((entry) => entry.limit > 0)
      .map((entry) => ({ limit: entry.limit, key: entry.key })),
    idempotency: fn.idempotency,
    debounce: fn.debounce && {
      periodMs: durationMs(fn.debounce.period),
      key: fn.debounce.key,
      timeoutMs: fn.debounce.timeout === undefined ? undefined : durationMs(fn.debounce.timeout),
    },
    singleton: fn.singleton && { key: fn.singleton.key ?? null },
  };
}

function limitsOf(fn: Given): z.infer<typeof limit>[] {
  if (fn.concurrency === undefined) return [];
  if (typeof fn.concurrency === "number") return [{ limit: fn.concurrency }];
  return Array.isArray(fn.concurrency) ? fn.concurrency : [fn.concurrency];
}

function expressionsOf(fn: Given): string[] {
  return [
    ...fn.triggers.map((trigger) => trigger.expression),
    ...fn.cancel.map((cancel) => cancel.if),
    ...limitsOf(fn).map((entry) => entry.key),
    fn.idempotency,
    fn.debounce?.key,
    fn.singleton?.key,
  ].filter((expression) => expression !== undefined);
}

function durationProblems(text: string): string[] {
  try {
    durationMs(text);
    return [];
  } catch (error) {
    return [`debounce: ${String(error)}`];
  }
}

function cronProblems(cron: string): string[] {
  try {
    nextTick(cron, new Date());
    return [];
  } catch (error) {
    return [`the schedule "${cron}" cannot be read: ${String(error)}`];
  }
}

/** The first moment after `after` that a schedule names; it may begin with `TZ=Area/City `. Throws if there is none. */
export function nextTick(cron: string, after: Date): Date {
  const [, timezone, pattern = cron] = cron.match(/^TZ=(\S+)\s+(\S.*)/) ?? [];
  const next = new Cron(pattern, { timezone: timezone ?? "UTC" }).nextRun(after);
  if (!next) throw new Error("it never comes");
  return next;
}
