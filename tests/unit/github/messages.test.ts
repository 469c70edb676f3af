import { describe, expect, it } from "vitest";
import type { EscalationDocument } from "@/lib/domain/escalation";
import type { LoopReport } from "@/lib/domain/loop-report";
import { checkRunSummary, loopComment, repairPullRequestBody } from "@/lib/github/messages";

const draft = { number: 7, url: "https://github.test/acme/cart/pull/7" };
const working: LoopReport = {
  loopId: "loop1",
  url: "https://regreen.test/acme/loops/loop1",
  state: "repairing",
  outcome: null,
  reason: null,
  headRef: "feature/cart",
  category: "test",
  failingStep: "Run the tests",
  failingTests: ["adds", "removes"],
  attemptLimit: 3,
  attempts: [],
  proof: null,
  repairPullRequest: null,
  suggestion: null,
  escalation: null,
  answer: null,
};
const attempt = { number: 1, agent: "search", changedFiles: ["src/cart.ts"], result: "Still failing: adds." };
const document: EscalationDocument = {
  repository: "acme/cart",
  pullRequest: { number: 3, url: "https://github.test/acme/cart/pull/3", title: "Add a cart" },
  repairBranch: "ci-repair/loop1",
  repairPullRequest: draft,
  firstRun: { id: "github-actions:100:1", name: "CI", url: null },
  attempts: [
    {
      number: 1,
      agent: "search",
      runIds: ["github-actions:200"],
      commitSha: "0123456789abcdef",
      changedFiles: ["src/cart.ts"],
      tried: "Changed 1 file.",
      result: "Still failing: adds.",
    },
  ],
  category: "test",
  failingStep: "Run the tests",
  failingTests: ["adds"],
  summary: "CI failed: test failure in one step. 1 attempt was made; it did not make the same tests pass.",
  reasons: [],
  reproduction: ["npm test"],
  remainingUncertainty: [],
  proposals: [],
};
const fixed: LoopReport = {
  ...working,
  state: "ended",
  outcome: "fixed",
  reason: "All 2 failing tests were executed again and passed.",
  attempts: [attempt],
  proof: { level: "tests", reasons: ["All 2 failing tests were executed again and passed."] },
  repairPullRequest: draft,
};
const escalated: LoopReport = {
  ...working,
  state: "ended",
  outcome: "escalated",
  reason: "All 1 attempts are spent.",
  attempts: [attempt],
  repairPullRequest: draft,
  escalation: { document, state: "open", takenByLogin: null },
};

describe("the comment on a pull request", () => {
  it("says what failed, by its step and the names of its tests", () => {
    expect(loopComment(working)).toContain(
      "**What failed:** a test failure in step `Run the tests`:\n\n- `adds`\n- `removes`",
    );
  });

  it("names ten failing tests and counts the others", () => {
    const comment = loopComment({
      ...working,
      failingTests: Array.from({ length: 60 }, (_, index) => `test ${index}`),
    });
    expect(comment).toContain("`test 9`");
    expect(comment).not.toContain("`test 10`");
    expect(comment).toContain("- and 50 more");
  });

  it("leads from a proven repair to its draft, saying once what was proven", () => {
    const comment = loopComment(fixed);
    expect(comment).toContain(`**Next:** read [#7](${draft.url}) and merge it into \`feature/cart\`.`);
    expect(comment).toContain("**Proven by the same tests.**");
    expect(comment.split("executed again and passed")).toHaveLength(2);
  });

  it("asks for nothing while the loop works", () => {
    expect(loopComment(working)).not.toContain("**Next:**");
  });

  it("hands over with the run of each attempt, the branch, the summary and the command, each of them once", () => {
    const comment = loopComment(escalated);
    for (const part of [
      "`100`",
      "`200`",
      "`ci-repair/loop1`",
      "CI failed: test failure in one step.",
      "npm test",
    ])
      expect(comment.split(part), part).toHaveLength(2);
    expect(comment).toContain(`**Next:** [take it over](${working.url})`);
  });

  it("names who has taken it over, and asks nobody else", () => {
    const taken = loopComment({
      ...escalated,
      escalation: { document, state: "taken", takenByLogin: "ada" },
    });
    expect(taken).toContain("`ada` has taken it over.");
    expect(taken).not.toContain("**Next:**");
  });

  it("shows a suggested patch as a diff, and the button only where it may be pressed", () => {
    const suggested = (applicable: boolean) =>
      loopComment({
        ...working,
        state: "ended",
        outcome: "handed_over",
        attempts: [attempt],
        suggestion: { patchText: "-a\n+b", applicable },
      });
    expect(suggested(true)).toContain("```diff\n-a\n+b\n```");
    expect(suggested(true)).toContain("press Apply");
    expect(suggested(false)).not.toContain("press Apply");
  });

  it("keeps its table whole whatever files and results are called", () => {
    const comment = loopComment({
      ...fixed,
      attempts: [{ ...attempt, changedFiles: ["src/a|b.ts", "c", "d", "e"], result: "x | y" }],
    });
    const [, row = ""] = /\| --- \|\n(.+)/.exec(comment) ?? [];
    expect(row.match(/\|/g)).toHaveLength(5);
    expect(row).toContain("and 1 more");
  });

  it("mentions nobody and links nowhere for what came from outside", () => {
    const hostile = "@acme/everyone https://evil.test [x](https://evil.test) <img src=x>";
    const comment = loopComment({
      ...escalated,
      headRef: hostile,
      failingStep: hostile,
      failingTests: [hostile],
      reason: hostile,
      attempts: [{ ...attempt, result: hostile }],
    });
    const outsideCode = comment.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
    expect(outsideCode).not.toMatch(/@acme|evil\.test|<img/);
  });
});

describe("the summary of a check run", () => {
  it("says what a person does next", () => {
    expect(checkRunSummary(fixed)).toContain("**Next:** read [#7]");
  });
});

describe("the body of a repair's draft", () => {
  it("claims no proof that CI has not given, and shows what was run before the push", () => {
    const body = repairPullRequestBody({
      pullRequest: 3,
      attempt: 1,
      attemptLimit: 3,
      runId: "github-actions:100:1",
      agent: "search",
      changedFiles: ["src/cart.ts"],
      localProof: {
        verdict: "proven",
        level: "tests",
        reason: "",
        environment: { same: ["Linux"], different: ["node 18.19.1 in CI, 20.20.2 here"] },
        runs: [
          {
            kind: "step",
            command: "npm test | tee log",
            exitCodeBefore: 1,
            exitCodeAfter: null,
            passesAfter: null,
            runsAfter: 1,
            secondsAfter: 2,
          },
        ],
      },
      gateWarnings: [],
      url: working.url,
    });
    expect(body).toContain("Attempt 1 of 3 by `search`, for run `100`.");
    expect(body).toContain("| `npm test ¦ tee log` | failed with exit code 1 | killed |");
    expect(body).toContain("As in CI: Linux. Not as in CI: node 18.19.1 in CI, 20.20.2 here.");
    expect(body).toContain("until then nothing here is proven");
  });
});
