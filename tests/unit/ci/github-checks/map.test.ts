import { describe, expect, it } from "vitest";
import {
  type CheckPayload,
  checkAttempts,
  checkLog,
  type StatusPayload,
  statusAttempts,
  statusRunFacts,
} from "@/lib/ci/github-checks/map";

function check(id: number, name: string, appId: number): CheckPayload {
  return {
    id,
    name,
    head_sha: "a".repeat(40),
    status: "completed",
    conclusion: "failure",
    html_url: null,
    details_url: null,
    started_at: null,
    completed_at: null,
    app: { id: appId },
    output: { title: null, summary: null, text: null, annotations_count: 0 },
  };
}

function status(id: number, context: string, state: string): StatusPayload {
  const at = "2026-01-01T12:00:00Z";
  return { id, context, state, description: null, target_url: null, created_at: at, updated_at: at };
}

describe("check runs of other apps", () => {
  it("of one app and name are attempts of one run, oldest first, however they are listed", () => {
    const groups = checkAttempts([check(9, "Lint", 1), check(3, "Lint", 1), check(5, "Lint", 2)]);
    expect(groups.map((group) => group.map((one) => one.id))).toEqual([[3, 9], [5]]);
  });

  it("say what they found in the form that compilers use", () => {
    const said = { name: "Quality", output: { ...check(1, "", 1).output, title: "1 issue", summary: "Bad" } };
    const places = [{ file: "src/a.ts", line: 3, level: "failure", message: "two\nlines" }];
    expect(checkLog(said, places)).toBe("1 issue\nBad\nsrc/a.ts:3:1: error: two lines");
  });
});

describe("commit statuses", () => {
  it("of one context are one run; a report after one that had ended is the next attempt", () => {
    const states = ["pending", "failure", "pending", "pending", "success", "failure"];
    const listed = states.map((state, index) => status(index + 1, "ci", state)).reverse();
    const [attempts] = statusAttempts(listed);
    expect(attempts?.map((one) => `${one.id} ${one.state}`)).toEqual(["2 failure", "5 success", "6 failure"]);
  });

  it.each([
    ["pending", "in_progress", null],
    ["success", "completed", "success"],
    ["failure", "completed", "failure"],
    ["error", "completed", "failure"],
  ])("%s is %s with conclusion %s", (state, runStatus, conclusion) => {
    expect(statusRunFacts("status-1", "a".repeat(40), status(1, "ci", state), 1)).toMatchObject({
      status: runStatus,
      conclusion,
    });
  });
});
