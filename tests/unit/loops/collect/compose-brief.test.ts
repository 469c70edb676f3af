import { describe, expect, it } from "vitest";
import { composeBrief } from "@/lib/loops/collect/compose-brief";
import { mergeJobs } from "@/lib/loops/collect/merge-jobs";
import { someEvidence, someFailureEvidence } from "../../../support/factories";

const facts = {
  attempt: 1,
  attemptLimit: 3,
  runId: "github-actions:7201",
  branch: "feature",
  repairBranch: "ci-repair/loop1",
  repository: "acme/shop",
  pullRequest: { number: 1, title: "Add a cart", url: "https://github.com/acme/shop/pull/1" },
  earlierAttempts: [],
  commits: [],
  instructions: [],
  proposals: [],
  minutes: 10,
};

const [job] = someFailureEvidence().jobs;
if (job === undefined) throw new Error("the factory has a job");

const failing = { runner: "vitest", message: null, startLine: null, endLine: null };

describe("a brief", () => {
  it("names step and log tail of the job that gives the failure its category, not of the first red one", () => {
    const lint = { ...job, job: "lint", step: "Lint", evidence: someEvidence({ category: "lint" }) };
    const tail = { startLine: 1, endLine: 2, text: "the end of the tests" };
    const tests = { ...job, job: "test", step: "Tests", evidence: someEvidence({ logTail: tail }) };
    const brief = composeBrief(mergeJobs("c".repeat(40), [lint, tests], []), facts);
    expect(brief).toMatchObject({
      category: "test",
      failing_step: "Tests",
      log_tail: "the end of the tests",
    });
  });

  it("has CI's own command, and beside it the failing tests alone in their runner's words", () => {
    const tests = [
      { ...failing, id: "test/a.test.ts > basket > it's free", file: "test/a.test.ts", line: 3 },
    ];
    const evidence = someFailureEvidence({ jobs: [{ ...job, evidence: someEvidence({ tests }) }] });
    expect(composeBrief(evidence, facts).reproduction).toMatchObject([
      {
        command: "npm test",
        focused_command: "npx vitest run test/a.test.ts --testNamePattern='(basket it'\\''s free)$'",
        runner: "vitest",
      },
    ]);
  });

  it("keeps the diffs that the failure points at when there is not room for all", () => {
    const file = (path: string) => ({
      path,
      status: "modified",
      additions: 1,
      deletions: 1,
      patch: "x".repeat(20_000),
    });
    const changedFiles = ["a.ts", "b.ts", "c.ts", "d.ts", "test/cart.test.ts"].map(file);
    const { changed_files: files } = composeBrief(someFailureEvidence({ changedFiles }), facts);
    expect(files).toHaveLength(5);
    expect(files.filter(({ patch }) => patch !== null)).toHaveLength(3);
    expect(files[0]).toMatchObject({ path: "test/cart.test.ts", patch: expect.any(String) });
  });

  it("tells on what CI ran, from whichever job says it", () => {
    const silent = { ...job, environment: { os: null, versions: {} } };
    const merged = mergeJobs("c".repeat(40), [silent, job], []);
    expect(composeBrief(merged, facts).environment).toEqual({
      provider: "github-actions",
      os: "Linux",
      versions: { node: "20.20.2" },
    });
  });
});
