import { describe, expect, it } from "vitest";
import {
  chooseModel,
  ciPassedMessage,
  mayMoveSession,
  planSession,
  SessionStatus,
} from "@/lib/domain/agent-session";

describe("a red check", () => {
  it.each([
    ["no session", null, "create"],
    ["one that is running and working", { status: "RUNNING", working: true }, "skip"],
    ["one that is running and waits", { status: "RUNNING", working: false }, "prompt"],
    ["an idle one", { status: "IDLE", working: false }, "start"],
    ["a completed one", { status: "COMPLETED", working: false }, "create"],
    ["a failed one", { status: "FAILED", working: false }, "create"],
  ] as const)("with %s", (_what, existing, plan) => {
    expect(planSession(existing).kind).toBe(plan);
  });
});

describe("a session", () => {
  const permitted = [
    ["IDLE", "RUNNING"],
    ["RUNNING", "RUNNING"],
    ["RUNNING", "IDLE"],
    ["RUNNING", "COMPLETED"],
    ["RUNNING", "FAILED"],
    ["IDLE", "COMPLETED"],
    ["IDLE", "FAILED"],
  ];
  it.each(SessionStatus.options.flatMap((from) => SessionStatus.options.map((to) => [from, to] as const)))(
    "from %s to %s moves only where the table says so",
    (from, to) => {
      expect(mayMoveSession(from, to)).toBe(permitted.some(([a, b]) => a === from && b === to));
    },
  );

  it("asks the model of its settings, else that of the pull request's last session, else none", () => {
    expect(chooseModel("set", "last")).toMatchObject({ model: "set", source: "settings" });
    expect(chooseModel(null, "last")).toMatchObject({ model: "last", source: "last_session" });
    expect(chooseModel(null, null).kind).toBe("missing");
  });

  it("is told in words when CI is green", () => {
    expect(ciPassedMessage(7)).toContain("CI passed on pull request #7");
  });
});
