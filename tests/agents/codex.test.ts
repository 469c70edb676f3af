import { describe, expect, it } from "vitest";
import { repairWith } from "./repair-with";

describe("codex", () => {
  it("repairs the lab's test bug through the whole loop, asking its model through our door only", async () => {
    const { loop, attempts, turns, calls, key } = await repairWith("codex");
    expect(loop, JSON.stringify(turns, null, 1)).toMatchObject({
      outcome: "fixed",
      proof: { level: "tests" },
    });
    expect(attempts).toMatchObject([{ agent: "codex", outcome: "validated" }]);
    expect(attempts[0]?.patchText).toContain("+    hasNext: start + size < items.length,");
    expect(turns[0]).toMatchObject({
      report: "edited",
      session: { status: "COMPLETED", model: "stub-model" },
    });
    expect(turns[0]?.requests).toBeGreaterThan(2);
    expect(turns.at(-1)?.report).toBe("ci_passed");
    expect(calls.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(JSON.stringify([attempts, turns])).not.toContain(key);
  });
});
