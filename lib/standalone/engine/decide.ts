import { createHash } from "node:crypto";
import type { Answer, Operation } from "./answer";
import { momentOf } from "./durations";
import { engineError, errorText, type SerializedError, unsupportedError } from "./errors";
import type { Memo } from "./resume";

/** What follows from an answer. Pure: the same job, answer and time always lead to the same decision. */
export type Decision = { steps: FinishedStep[]; next: Next };

export type FinishedStep = { id: string; name: string; memo: Memo };

export type Next =
  | { kind: "discover" }
  | { kind: "group"; members: Member[] }
  | { kind: "retry"; at: Date; error: SerializedError }
  | { kind: "complete"; result: unknown }
  | { kind: "fail"; error: SerializedError };

/** One of the steps that the function reached together; it goes on when all of them are done. */
export type Member =
  | { kind: "planned"; stepId: string }
  | { kind: "sleep"; stepId: string; name: string; until: Date }
  | {
      kind: "event";
      stepId: string;
      name: string;
      eventName: string;
      expression: string | null;
      until: Date | null;
    }
  | {
      kind: "invoke";
      stepId: string;
      name: string;
      functionId: string;
      data: Record<string, unknown>;
      until: Date | null;
    };

export type Situation = {
  /** How many tries of this job failed before this one. */
  attempt: number;
  attemptsMax: number;
  now: Date;
  retryDelayMs(failedTries: number): number;
};

/** The id under which the SDK reports the end of the whole function among the operations of its steps. */
const functionEndId = createHash("sha1").update("complete").digest("hex");

export function decide(answer: Answer, situation: Situation): Decision {
  switch (answer.kind) {
    case "result":
      return { steps: [], next: { kind: "complete", result: answer.data } };
    case "error":
      if (!answer.retriable || isLastTry(situation)) {
        return { steps: [], next: { kind: "fail", error: answer.error } };
      }
      return { steps: [], next: retry(answer.error, answer.retryAfter, situation) };
    case "operations":
      return decideOperations(answer.operations, answer.retryAfter, situation);
  }
}

function decideOperations(
  operations: readonly Operation[],
  retryAfter: string | null,
  situation: Situation,
): Decision {
  const steps: FinishedStep[] = [];
  const members: Member[] = [];
  let next: Next | null = null;
  for (const operation of operations) {
    const name = storable(operation.displayName ?? operation.name ?? operation.id);
    const error = operation.error ?? engineError("Error", `Step "${name}" failed without saying why.`);
    switch (operation.op) {
      case "Step":
      case "StepRun":
        steps.push({ id: operation.id, name, memo: { data: operation.data ?? null } });
        break;
      case "StepError":
        if (!isLastTry(situation)) next ??= retry(error, retryAfter, situation);
        else if (operation.id === functionEndId) next ??= { kind: "fail", error };
        else steps.push({ id: operation.id, name, memo: { error } });
        break;
      case "StepFailed":
        if (operation.id === functionEndId) next ??= { kind: "fail", error };
        else steps.push({ id: operation.id, name, memo: { error } });
        break;
      case "RunComplete":
        next ??= { kind: "complete", result: operation.data ?? null };
        break;
      default: {
        const member = memberOf(operation, name, situation.now);
        if ("error" in member) next ??= { kind: "fail", error: member.error };
        else members.push(member);
      }
    }
  }
  if (next) return { steps, next };
  return { steps, next: members.length > 0 ? { kind: "group", members } : { kind: "discover" } };
}

const unsupported: Record<string, string> = {
  Gateway: "step.fetch",
  AIGateway: "step.ai.infer",
  WaitForSignal: "step.waitForSignal",
  DeferAdd: "defer",
  DeferAbort: "defer",
};

function memberOf(operation: Operation, name: string, now: Date): Member | { error: SerializedError } {
  const stepId = operation.id;
  const { opts } = operation;
  if (opts?.parallelMode === "race") return { error: unsupportedError('group.parallel with mode "race"') };
  try {
    const until = opts?.timeout === undefined ? null : momentOf(opts.timeout, now);
    switch (operation.op) {
      case "StepPlanned":
        return { kind: "planned", stepId };
      case "Sleep":
        return { kind: "sleep", stepId, name, until: momentOf(operation.name ?? "", now) };
      case "WaitForEvent":
        return {
          kind: "event",
          stepId,
          name,
          eventName: storable(operation.name ?? ""),
          expression: opts?.if === undefined ? null : storable(opts.if),
          until,
        };
      case "InvokeFunction":
        return {
          kind: "invoke",
          stepId,
          name,
          functionId: opts?.function_id ?? "",
          data: opts?.payload?.data ?? {},
          until,
        };
      default:
        return { error: unsupportedError(unsupported[operation.op] ?? `The operation "${operation.op}"`) };
    }
  } catch (error) {
    return { error: engineError("EngineProtocolError", `Step "${name}": ${errorText(error)}`) };
  }
}

/** PostgreSQL keeps no NUL in text, and names of steps may be made of text from outside. */
function storable(text: string): string {
  return text.replaceAll("\0", "");
}

function isLastTry({ attempt, attemptsMax }: Situation): boolean {
  return attempt + 1 >= attemptsMax;
}

/** `retry-after` holds seconds or an ISO date, from RetryAfterError. */
function retry(error: SerializedError, retryAfter: string | null, situation: Situation): Next {
  const { now, attempt } = situation;
  const planned = new Date(now.getTime() + situation.retryDelayMs(attempt + 1));
  if (retryAfter === null) return { kind: "retry", at: planned, error };
  const at = /^\d+$/.test(retryAfter)
    ? new Date(now.getTime() + Number(retryAfter) * 1_000)
    : new Date(retryAfter);
  return { kind: "retry", at: Number.isNaN(at.getTime()) ? planned : at, error };
}
