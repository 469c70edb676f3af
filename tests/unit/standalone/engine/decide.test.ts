import { describe, expect, it } from "vitest";
import type { Operation } from "@/lib/standalone/engine/answer";
import { decide, type Situation } from "@/lib/standalone/engine/decide";

const now = new Date("2026-01-01T00:00:00Z");
const seconds = (count: number) => new Date(now.getTime() + count * 1_000);
const situation: Situation = { attempt: 0, attemptsMax: 3, now, retryDelayMs: (failed) => failed * 10_000 };
const lastTry = { ...situation, attempt: 2 };
const error = { name: "TypeError", message: "no" };

function operation(op: string, more: Partial<Operation> = {}): Operation {
  return { id: "step-hash", op, name: "a step", data: undefined, ...more };
}
function decideOn(operations: Operation[], at = situation, retryAfter: string | null = null) {
  return decide({ kind: "operations", operations, retryAfter }, at);
}

describe("decide", () => {
  it("records a step that ran and asks what comes next", () => {
    expect(decideOn([operation("StepRun", { data: 1 })])).toEqual({
      steps: [{ id: "step-hash", name: "a step", memo: { data: 1 } }],
      next: { kind: "discover" },
    });
  });

  it("tries a failed step again later each time, and records its error after the last try", () => {
    const failed = operation("StepError", { error });
    expect(decideOn([failed]).next).toEqual({ kind: "retry", at: seconds(10), error });
    expect(decideOn([failed], { ...situation, attempt: 1 }).next).toEqual({
      kind: "retry",
      at: seconds(20),
      error,
    });
    expect(decideOn([failed], lastTry)).toMatchObject({
      steps: [{ memo: { error } }],
      next: { kind: "discover" },
    });
  });

  it.each([
    ["seconds", "90", seconds(90)],
    ["a date", seconds(3_600).toISOString(), seconds(3_600)],
    ["something that is neither, as if it were not there", "soon", seconds(10)],
  ])("reads retry-after given as %s", (_form, retryAfter, at) => {
    expect(decideOn([operation("StepError", { error })], situation, retryAfter).next).toMatchObject({ at });
  });

  it("keeps finished steps that come with an error", () => {
    const { steps, next } = decideOn([
      operation("StepRun", { id: "done" }),
      operation("StepError", { error }),
    ]);
    expect([steps.map((step) => step.id), next.kind]).toEqual([["done"], "retry"]);
  });

  it("waits for all members of a group", () => {
    const group = [
      operation("StepPlanned", { id: "planned" }),
      operation("Sleep", { id: "nap", name: "1h30m" }),
      operation("WaitForEvent", {
        id: "wait",
        name: "go",
        opts: { if: "event.data.x == 1", timeout: "10s" },
      }),
      operation("InvokeFunction", {
        id: "call",
        opts: { function_id: "app-child", payload: { data: { n: 1 } } },
      }),
    ];
    expect(decideOn(group).next).toMatchObject({
      kind: "group",
      members: [
        { kind: "planned", stepId: "planned" },
        { kind: "sleep", stepId: "nap", until: seconds(5_400) },
        {
          kind: "event",
          stepId: "wait",
          eventName: "go",
          expression: "event.data.x == 1",
          until: seconds(10),
        },
        { kind: "invoke", stepId: "call", functionId: "app-child", data: { n: 1 }, until: null },
      ],
    });
  });

  it.each([
    ["Gateway", "step.fetch"],
    ["AIGateway", "step.ai.infer"],
    ["WaitForSignal", "step.waitForSignal"],
    ["DeferAdd", "defer"],
    ["Unheard", 'The operation "Unheard"'],
  ])("fails a run that asks for %s, naming %s", (op, feature) => {
    const { next } = decideOn([operation(op), operation("RunComplete")]);
    expect(next).toMatchObject({
      kind: "fail",
      error: { message: expect.stringContaining(`${feature} is not supported`) },
    });
  });

  it("fails a run on an error that must not be retried, and on the last try", () => {
    const final = { kind: "error" as const, error, retriable: false, retryAfter: null };
    expect(decide(final, situation).next).toEqual({ kind: "fail", error });
    expect(decide({ ...final, retriable: true }, lastTry).next).toEqual({ kind: "fail", error });
    expect(decide({ ...final, retriable: true }, situation).next.kind).toBe("retry");
  });
});
