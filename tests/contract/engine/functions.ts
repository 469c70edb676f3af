import { type Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from "inngest";
import type { Journal } from "@/tests/support/engine/effects";
import { expressions } from "./expressions";

/** The functions of the conformance suite. Each uses one thing that the product's own functions rely on. */
export function conformanceFunctions(inngest: Inngest.Any, journal: Journal): InngestFunction.Any[] {
  const { effect } = journal;

  const story = inngest.createFunction(
    { id: "story", retries: 2, triggers: { event: "suite/story" } },
    async ({ event, step, runId }) => {
      const id: string = event.data.id;
      const first = await step.run("first", () => {
        effect(id, "first");
        return { number: 1, run: runId };
      });
      const second = await step.run("fails-once", () => {
        effect(id, "fails-once");
        if (journal.effectsOf(id).filter((what) => what === "fails-once").length < 2) throw new Error("once");
        return first.number + 1;
      });
      await step.sleep("nap", "2s");
      const go = await step.waitForEvent("go", {
        event: "suite/story.go",
        if: "async.data.id == event.data.id",
        timeout: "1h",
      });
      const third = await step.run("third", () => {
        effect(id, "third");
        return second + (go?.data.add ?? Number.NaN);
      });
      await step.sleepUntil("until", new Date(0));
      const sent = await step.sendEvent("tell", { name: "suite/story.told", data: { id } });
      return { second, third, sent: sent.ids.length };
    },
  );

  /** Three short steps that write down when they begin and end, with a sleep after the first or not. */
  async function threeSteps(
    data: { id?: string; key?: string },
    step: Steps,
    sleep: string | null,
  ): Promise<void> {
    for (const number of ["1", "2", "3"]) {
      await step.run(`step-${number}`, async () => {
        effect(data.key ?? "", `${data.id}${number}+`);
        await turns(20);
        effect(data.key ?? "", `${data.id}${number}-`);
      });
      if (sleep && number === "1") await step.sleep("between", sleep);
    }
  }
  const serial = inngest.createFunction(
    { id: "serial", concurrency: { limit: 1, key: "event.data.key" }, triggers: { event: "suite/serial" } },
    ({ event, step }) => threeSteps(event.data, step, null),
  );
  const serialWithSleep = inngest.createFunction(
    {
      id: "serial-with-sleep",
      concurrency: [{ limit: 5 }, { limit: 1, key: "event.data.key" }],
      triggers: { event: "suite/serial-with-sleep" },
    },
    ({ event, step }) => threeSteps(event.data, step, "20s"),
  );
  const single = inngest.createFunction(
    { id: "single", singleton: { key: "event.data.key", mode: "skip" }, triggers: { event: "suite/single" } },
    async ({ event, step }) => {
      await step.run("work", () => effect(event.data.key, event.data.id));
      await step.waitForEvent("go", { event: "suite/go", match: "data.key", timeout: "1h" });
    },
  );

  const parallel = inngest.createFunction(
    { id: "parallel", retries: 1, triggers: { event: "suite/parallel" } },
    async ({ event, step }) => {
      const id: string = event.data.id;
      const part = (name: string) =>
        step.run(name, async () => {
          effect(id, `${name}+`);
          if (name !== "late")
            await journal.until(() => journal.effectsOf(id).filter((what) => what.endsWith("+")).length >= 3);
          effect(id, `${name}-`);
          return name;
        });
      const results = await Promise.all([
        part("a"),
        part("b"),
        step.sleep("nap", "1s").then(() => part("late")),
        part("c"),
      ]);
      return step.run("join", () => {
        effect(id, "join");
        return results.join(",");
      });
    },
  );

  const child = inngest.createFunction(
    { id: "child", retries: 0, triggers: { event: "suite/never" } },
    async ({ event, step }) => {
      if (event.data.fail) throw new NonRetriableError("the child fails");
      return step.run("answer", () => ({ got: event.data.number }));
    },
  );
  const parent = inngest.createFunction(
    { id: "parent", retries: 0, triggers: { event: "suite/parent" } },
    async ({ step }) => {
      const answer = await step.invoke("call", { function: child, data: { number: 42 } });
      const failure = await step
        .invoke("call-failing", { function: child, data: { fail: true } })
        .catch((error: Error) => error.message);
      return { answer, failure };
    },
  );

  const failing = inngest.createFunction(
    {
      id: "failing",
      retries: 1,
      triggers: { event: "suite/failing" },
      onFailure: async ({ error, event, step }) => {
        await step.run("note", () =>
          effect(
            event.data.event.data.id,
            `onFailure ${error.name}: ${error.message} of ${event.data.function_id.split("-").slice(2).join("-")}`,
          ),
        );
      },
    },
    async ({ event, step }) => {
      await step.run("work", () => {
        effect(event.data.id, "work");
        throw new TypeError("no way");
      });
    },
  );
  const caught = inngest.createFunction(
    { id: "caught", retries: 1, triggers: { event: "suite/caught" } },
    async ({ event, step }) => {
      const message = await step
        .run("work", () => {
          effect(event.data.id, "work");
          throw new TypeError("no way");
        })
        .catch((error: Error) => `${error.name}: ${error.message}`);
      return step.run("after", () => message);
    },
  );
  const nonRetriable = inngest.createFunction(
    { id: "non-retriable", retries: 3, triggers: { event: "suite/non-retriable" } },
    async ({ event, step }) => {
      await step.run("work", () => {
        effect(event.data.id, "work");
        throw new NonRetriableError("stop");
      });
    },
  );
  const retryAfter = inngest.createFunction(
    { id: "retry-after", retries: 1, triggers: { event: "suite/retry-after" } },
    ({ event, step }) =>
      step.run("work", () => {
        effect(event.data.id, "work");
        if (journal.effectsOf(event.data.id).length < 2) throw new RetryAfterError("later", event.data.delay);
        return "done";
      }),
  );
  const functionRetry = inngest.createFunction(
    { id: "function-retry", retries: 1, triggers: { event: "suite/function-retry" } },
    async ({ event, step, attempt }) => {
      const seven = await step.run("work", () => {
        effect(event.data.id, "work");
        return 7;
      });
      effect(event.data.id, `attempt ${attempt}`);
      if (attempt === 0) throw new Error("outside of steps");
      return seven;
    },
  );
  const unsetRetries = inngest.createFunction(
    { id: "unset-retries", triggers: { event: "suite/unset-retries" } },
    ({ event, step, maxAttempts }) =>
      step.run("work", () => {
        effect(event.data.id, `of ${maxAttempts}`);
      }),
  );

  const waitTimeout = inngest.createFunction(
    { id: "wait-timeout", triggers: { event: "suite/wait-timeout" } },
    async ({ step }) => ({
      got: await step.waitForEvent("nothing", { event: "suite/nothing", timeout: "2s" }),
    }),
  );
  const waitMatch = inngest.createFunction(
    { id: "wait-match", triggers: { event: "suite/wait-match" } },
    async ({ event, step }) => {
      const got = await step.waitForEvent("match", {
        event: "suite/match",
        match: "data.id",
        timeout: event.data.timeout,
      });
      return got?.data ?? null;
    },
  );
  const cancellable = inngest.createFunction(
    {
      id: "cancellable",
      triggers: { event: "suite/cancellable" },
      cancelOn: [{ event: "suite/cancel", if: "async.data.id == event.data.id" }],
    },
    async ({ event, step, runId }) => {
      await step.run("work", () => effect(event.data.id, runId));
      await step.waitForEvent("never", { event: "suite/nothing", timeout: "1h" });
      await step.run("never", () => effect(event.data.id, "never"));
    },
  );

  const idempotent = inngest.createFunction(
    { id: "idempotent", idempotency: "event.data.key", triggers: { event: "suite/idempotent" } },
    ({ event, step }) => step.run("work", () => effect(event.data.key, "work")),
  );
  const debounced = inngest.createFunction(
    {
      id: "debounced",
      debounce: { period: "4s", key: "event.data.key" },
      triggers: { event: "suite/debounced" },
    },
    ({ event, step }) => step.run("work", () => effect(event.data.key, `burst of ${event.data.number}`)),
  );
  const scheduled = inngest.createFunction(
    { id: "scheduled", triggers: { cron: "* * * * *" } },
    ({ event, step }) =>
      step.run("tick", () =>
        effect("scheduled", `${event.name} ${Object.keys(event.data).includes("cron")}`),
      ),
  );
  const conditional = inngest.createFunction(
    { id: "conditional", triggers: [{ event: "suite/conditional", if: "event.data.number > 3" }] },
    ({ event, step }) => step.run("work", () => effect(event.data.id, "work")),
  );
  const probes = Object.entries(expressions).map(([id, { expression }]) =>
    inngest.createFunction(
      { id: `probe-${id}`, retries: 0, triggers: { event: "suite/probe", if: expression } },
      ({ event }) => effect(event.data.id, id),
    ),
  );

  const loop = inngest.createFunction(
    { id: "loop", retries: 0, triggers: { event: "suite/loop" } },
    async ({ step }) => {
      const numbers: number[] = [];
      for (let number = 0; number < 3; number += 1) numbers.push(await step.run("same", () => number));
      return numbers;
    },
  );
  const nothing = inngest.createFunction(
    { id: "nothing", retries: 0, triggers: { event: "suite/nothing-returned" } },
    async ({ step }) => {
      const returned = await step.run("nothing", () => undefined);
      const date = await step.run("date", () => new Date(0));
      const text = await step.run("hostile", () => "\0\u001b[31m\ud800");
      return { returned: returned ?? "nothing", date, text };
    },
  );
  const many = inngest.createFunction(
    { id: "many", retries: 0, triggers: { event: "suite/many" } },
    async ({ event, step }) => {
      let sum = 0;
      for (let number = 0; number < event.data.steps; number += 1)
        sum += await step.run(`step-${number}`, () => 1);
      return sum;
    },
  );

  return [
    story,
    serial,
    serialWithSleep,
    single,
    parallel,
    child,
    parent,
    failing,
    caught,
    nonRetriable,
    retryAfter,
    functionRetry,
    unsetRetries,
    waitTimeout,
    waitMatch,
    cancellable,
    idempotent,
    debounced,
    scheduled,
    conditional,
    ...probes,
    loop,
    nothing,
    many,
  ];
}

type Steps = {
  run(id: string, work: () => Promise<void>): Promise<unknown>;
  sleep(id: string, time: string): Promise<void>;
};

/** Lets everything else that is ready go first, so many times over. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
