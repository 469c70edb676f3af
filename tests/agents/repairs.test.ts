import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, it } from "vitest";
import { repairWith } from "./repair-with";

/** Under which header each protocol carries its key. */
const keyOf = ({ authorization, ...headers }: IncomingHttpHeaders) =>
  headers["x-api-key"] ?? headers["x-goog-api-key"] ?? authorization?.replace("Bearer ", "");

describe.each([
  { preset: "opencode", protocol: "openai" },
  { preset: "codex", protocol: "openai" },
  { preset: "claude", protocol: "anthropic" },
  { preset: "gemini", protocol: "gemini" },
  { preset: "copilot", protocol: "openai" },
] as const)("$preset", ({ preset, protocol }) => {
  it("repairs the lab's test bug through the whole loop, asking its model through our door only", async () => {
    const { loop, attempts, turns, calls, key } = await repairWith(preset, protocol);
    expect(loop, JSON.stringify(turns, null, 1)).toMatchObject({
      outcome: "fixed",
      proof: { level: "tests" },
    });
    expect(attempts).toMatchObject([{ agent: preset, outcome: "validated" }]);
    expect(attempts[0]?.patchText).toContain("+    hasNext: start + size < items.length,");
    expect(turns[0]).toMatchObject({
      report: "edited",
      session: { status: "COMPLETED", model: "stub-model" },
    });
    expect(turns[0]?.requests).toBeGreaterThan(2);
    expect(turns.at(-1)?.report).toBe("ci_passed");
    expect(new Set(calls.map(({ headers }) => keyOf(headers)))).toEqual(new Set([key]));
    expect(JSON.stringify([attempts, turns])).not.toContain(key);
  });
});
