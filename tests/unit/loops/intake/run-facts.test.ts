import { describe, expect, it } from "vitest";
import { completedId } from "@/lib/loops/intake/run-facts";

const end = {
  provider: "github-actions",
  externalId: "7",
  runAttempt: 1,
  conclusion: "action_required",
  completedAt: new Date("2026-01-01T12:00:00Z"),
};

describe("the end of a run", () => {
  it("counts once, however often it is told", () => {
    expect(completedId({ ...end })).toBe(completedId(end));
  });

  it.each([
    ["a person let it go on and it ended within the same second", { conclusion: "success" }],
    ["it ended in the same way at another time", { completedAt: new Date("2026-01-01T12:00:01Z") }],
    ["it was run again", { runAttempt: 2 }],
  ])("counts again where %s", (_, change) => {
    expect(completedId({ ...end, ...change })).not.toBe(completedId(end));
  });
});
