import { expect, it } from "vitest";
import type { CiJobFacts, CiProvider } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { createLog } from "@/lib/log";
import { composeBrief } from "@/lib/loops/collect/compose-brief";
import { mergeJobs } from "@/lib/loops/collect/merge-jobs";
import { readJob } from "@/lib/loops/collect/read-job";

const job: CiJobFacts = {
  externalId: "42",
  name: "Unit tests",
  status: "completed",
  conclusion: "failure",
  url: "https://github.com/acme/shop/actions/runs/7/job/42",
  startedAt: null,
  completedAt: null,
  steps: [{ name: "Run the tests", conclusion: "failure", number: 3 }],
} as CiJobFacts;

const silent = {
  readLog: async () => ({ found: false, reason: "The log of Unit tests is gone." }),
  listAnnotations: () => Promise.reject(new Error("GitHub answered 502.")),
} as unknown as CiProvider;

it("where the details cannot be read the brief has what is known: check, conclusion, step and link, and what is missing (S3-77)", async () => {
  const ctx = { log: createLog({ level: "silent" }) } as Context;
  const read = await readJob(ctx, silent, {} as Parameters<typeof readJob>[2], {
    run: { provider: "github-actions", externalId: "7", runAttempt: 1, name: "CI" },
    job,
    reports: {
      reports: [],
      results: [],
      failures: [],
      environment: { os: null, versions: {} },
      handedOver: null,
      missing: [],
    },
    isOnlyRed: true,
    passingLog: null,
    readMatchers: () => Promise.reject(new Error("There is no log to read.")),
  });
  expect(read).toMatchObject({
    job: "Unit tests",
    step: "Run the tests",
    conclusion: "failure",
    url: job.url,
    evidence: null,
    missing: ["The log of Unit tests is gone."],
  });
  const brief = composeBrief(mergeJobs("c".repeat(40), [read], []), {
    ...{ attempt: 1, attemptLimit: 3, runId: "github-actions:7", branch: "feature", minutes: 10 },
    ...{
      repairBranch: "ci-repair/loop1",
      repository: "acme/shop",
      commits: [],
      instructions: [],
      proposals: [],
    },
    pullRequest: { number: 1, title: "Add a cart", url: "https://github.com/acme/shop/pull/1" },
    earlierAttempts: [],
  });
  expect(brief).toMatchObject({ failing_step: "Run the tests", grade: { verdict: "thin" } });
  expect(JSON.stringify(brief.grade)).toContain("The log of Unit tests is gone.");
});
