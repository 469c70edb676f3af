import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshId, openWorld, type World } from "@/tests/support/engine/world";
import { expressions, probeData } from "./expressions";
import { conformanceFunctions } from "./functions";

/**
 * What every server that runs the product's functions must do, embedded or real. Nothing here asserts an order between
 * events, which no server promises, nor reads a server's own API: ends are seen through lifecycle events, the rest through
 * what the steps wrote down.
 */
describe.each([
  { mode: "with checkpoints", checkpointing: true },
  { mode: "with one call for each step", checkpointing: false },
])("an Inngest server, $mode,", ({ checkpointing }) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ functions: conformanceFunctions, checkpointing });
  });
  afterAll(() => world.close());

  const effectsOf = (subject: string) => world.journal.effectsOf(subject);

  it("takes a run through a retry, a sleep, an awaited event and an event of its own, each step once", async () => {
    const id = freshId();
    const event = await world.send("suite/story", { id });
    await world.send("suite/story.go", { id: "another", add: 1 });
    const end = await world.sendUntilEnd(event, "suite/story.go", { id, add: 10 });
    expect(end).toMatchObject({ state: "completed", result: { second: 2, third: 12, sent: 1 }, error: null });
    expect(effectsOf(id)).toEqual(["first", "fails-once", "fails-once", "third"]);
  });

  it("runs one step at a time for each concurrency key", async () => {
    const key = freshId();
    const events = await Promise.all(["A", "B"].map((id) => world.send("suite/serial", { key, id })));
    await Promise.all(events.map(world.end));
    expect(overlaps(effectsOf(key))).toBe(false);
    expect(effectsOf(key)).toHaveLength(12);
  });

  it("limits steps and not runs: while one run sleeps, another of its key goes on", async () => {
    const key = freshId();
    const first = await world.send("suite/serial-with-sleep", { key, id: "A" });
    await world.journal.until(() => effectsOf(key).includes("A1-"));
    const second = await world.send("suite/serial-with-sleep", { key, id: "B" });
    await Promise.all([first, second].map(world.end));
    const begun = effectsOf(key).filter((what) => what.endsWith("+"));
    expect(begun.indexOf("B1+")).toBeLessThan(begun.indexOf("A2+"));
    expect(overlaps(effectsOf(key))).toBe(false);
  });

  it("starts no second run while one with the same singleton key is under way", async () => {
    const key = freshId();
    const first = await world.send("suite/single", { key, id: "first" });
    await world.journal.until(() => effectsOf(key).length > 0);
    await world.send("suite/single", { key, id: "second" });
    await world.sendUntilEnd(first, "suite/go", { key });
    const third = await world.send("suite/single", { key, id: "third" });
    await world.sendUntilEnd(third, "suite/go", { key });
    expect(effectsOf(key)).toEqual(["first", "third"]);
  });

  it("runs parallel steps at the same time, and what follows them once", async () => {
    const id = freshId();
    const end = await world.end(await world.send("suite/parallel", { id }));
    expect(end).toMatchObject({ state: "completed", result: "a,b,late,c" });
    expect(effectsOf(id).toSorted()).toEqual(["a+", "a-", "b+", "b-", "c+", "c-", "join", "late+", "late-"]);
  });

  it("hands the result and the failure of an invoked function to the run that invoked it", async () => {
    const end = await world.end(await world.send("suite/parent", {}));
    expect(end).toMatchObject({
      state: "completed",
      result: { answer: { got: 42 }, failure: "the child fails" },
    });
  });

  it("fails a run whose step keeps failing, and calls its onFailure once with the error", async () => {
    const id = freshId();
    const end = await world.end(await world.send("suite/failing", { id }));
    expect(end).toMatchObject({ state: "failed", error: { name: "TypeError", message: "no way" } });
    const note = "onFailure TypeError: no way of failing";
    await world.journal.until(() => effectsOf(id).includes(note));
    expect(effectsOf(id)).toEqual(["work", "work", note]);
  });

  it("throws the final error of a step into the function, which may go on", async () => {
    const id = freshId();
    const end = await world.end(await world.send("suite/caught", { id }));
    expect(end).toMatchObject({ state: "completed", result: expect.stringContaining("no way") });
    expect(effectsOf(id)).toEqual(["work", "work"]);
  });

  it("tries a NonRetriableError once", async () => {
    const id = freshId();
    const end = await world.end(await world.send("suite/non-retriable", { id }));
    expect(end).toMatchObject({ state: "failed", error: { message: "stop" } });
    expect(effectsOf(id)).toEqual(["work"]);
  });

  it("tries again when RetryAfterError says, not sooner", async () => {
    const quick = freshId();
    const slow = freshId();
    const events = {
      slow: await world.send("suite/retry-after", { id: slow, delay: "1h" }),
      quick: await world.send("suite/retry-after", { id: quick, delay: "3s" }),
    };
    expect(await world.end(events.quick)).toMatchObject({ state: "completed", result: "done" });
    expect(effectsOf(quick)).toEqual(["work", "work"]);
    expect(effectsOf(slow)).toEqual(["work"]);
  });

  it("tries a function that throws outside of its steps again, without the steps that were done", async () => {
    const id = freshId();
    const end = await world.end(await world.send("suite/function-retry", { id }));
    expect(end).toMatchObject({ state: "completed", result: 7 });
    expect(effectsOf(id)).toEqual(["work", "attempt 0", "attempt 1"]);
  });

  it("allows five tries where a function does not say how many", async () => {
    const id = freshId();
    await world.end(await world.send("suite/unset-retries", { id }));
    expect(effectsOf(id)).toEqual(["of 5"]);
  });

  it("resumes a wait with null when its time is up", async () => {
    const end = await world.end(await world.send("suite/wait-timeout", {}));
    expect(end).toMatchObject({ state: "completed", result: { got: null } });
  });

  it("resumes a wait with the event that matches, and no other", async () => {
    const id = freshId();
    const event = await world.send("suite/wait-match", { id, timeout: "1h" });
    await world.send("suite/match", { id: "another", value: 0 });
    const end = await world.sendUntilEnd(event, "suite/match", { id, value: 1 });
    expect(end).toMatchObject({ state: "completed", result: { id, value: 1 } });
  });

  it("does not see an event that came before its wait", async () => {
    const id = freshId();
    await world.send("suite/match", { id, value: 1 });
    const end = await world.end(await world.send("suite/wait-match", { id, timeout: "4s" }));
    expect(end).toMatchObject({ state: "completed", result: null });
  });

  it("cancels the runs that cancelOn names, and no other", async () => {
    const ids = [freshId(), freshId()] as const;
    const events = await Promise.all(ids.map((id) => world.send("suite/cancellable", { id })));
    await world.journal.until(() => ids.every((id) => effectsOf(id).length > 0));
    const [doomed = "", spared = ""] = events;
    const end = await world.sendUntilEnd(doomed, "suite/cancel", { id: ids[0] });
    expect(end.state).toBe("cancelled");
    expect(world.journal.endsOf(spared)).toEqual([]);
    expect(effectsOf(ids[0])).not.toContain("never");
    await world.sendUntilEnd(spared, "suite/cancel", { id: ids[1] });
  });

  it("cancels one run on request", async () => {
    const id = freshId();
    const event = await world.send("suite/cancellable", { id });
    const runId = await world.journal.until(() => effectsOf(id)[0]);
    expect(await world.cancel(runId)).toBeLessThan(300);
    expect((await world.end(event)).state).toBe("cancelled");
  });

  it("starts one run for each value of the idempotency key", async () => {
    const key = freshId();
    const other = freshId();
    for (const value of [key, key, other, key]) await world.send("suite/idempotent", { key: value });
    await world.journal.until(() => effectsOf(other).length > 0 && effectsOf(key).length > 0);
    const later = freshId();
    await world.end(await world.send("suite/idempotent", { key: later }));
    expect(effectsOf(key)).toEqual(["work"]);
  });

  it("starts one run for each event id of a sender, and answers with an id of its own", async () => {
    const id = freshId();
    const sent = [
      await world.send("suite/many", { steps: 1 }, { id }),
      await world.send("suite/many", { steps: 1 }, { id }),
    ];
    await world.end(id);
    await world.end(await world.send("suite/many", { steps: 1 }));
    expect(world.journal.endsOf(id)).toHaveLength(1);
    expect(sent).not.toContain(id);
  });

  it("starts one run for a burst of events of one debounce key, with the last of them", async () => {
    const key = freshId();
    for (const number of [1, 2, 3]) await world.send("suite/debounced", { key, number });
    await world.journal.until(() => effectsOf(key).length > 0);
    expect(effectsOf(key)).toEqual(["burst of 3"]);
  });

  it("starts scheduled functions", async () => {
    const tick = await world.journal.until(() => effectsOf("scheduled")[0]);
    expect(tick).toBe("inngest/scheduled.timer true");
  }, 90_000);

  it("starts a function only where the expression of its trigger holds", async () => {
    const [below, above] = [freshId(), freshId()];
    await world.send("suite/conditional", { id: below, number: 3 });
    await world.end(await world.send("suite/conditional", { id: above, number: 4 }));
    expect([effectsOf(below), effectsOf(above)]).toEqual([[], ["work"]]);
  });

  it("reads expressions of the portable subset alike: absent is null, an error is no match", async () => {
    const id = freshId();
    await world.send("suite/probe", { ...probeData, id });
    const expected = Object.keys(expressions).filter((name) => expressions[name]?.holds);
    await world.journal.until(() => expected.every((name) => effectsOf(id).includes(name)));
    expect([...new Set(effectsOf(id))].toSorted()).toEqual(expected.toSorted());
  });

  it("tells steps with the same id in a loop apart", async () => {
    expect(await world.end(await world.send("suite/loop", {}))).toMatchObject({ result: [0, 1, 2] });
  });

  it("carries nothing, dates and hostile characters through steps as JSON does", async () => {
    expect(await world.end(await world.send("suite/nothing-returned", {}))).toMatchObject({
      result: { returned: "nothing", date: "1970-01-01T00:00:00.000Z", text: "\0\u001b[31m\ud800" },
    });
  });

  it("runs many steps in one run", async () => {
    expect(await world.end(await world.send("suite/many", { steps: 40 }))).toMatchObject({ result: 40 });
  });
});

/** Whether a step began while another had begun and not ended. */
function overlaps(effects: readonly string[]): boolean {
  let open = 0;
  for (const what of effects) {
    open += what.endsWith("+") ? 1 : -1;
    if (open > 1) return true;
  }
  return false;
}
