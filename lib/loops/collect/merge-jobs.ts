import type { FailureEvidence, JobEvidence } from "@/lib/domain/failure-evidence";
import type { Category } from "@/lib/domain/loop";

/**
 * What of several red jobs names the failure. Chance-like categories give way to those that code can mend, and the
 * surest verdict among equals wins.
 */
const precedence: readonly Category[] = [
  "security",
  "dependency",
  "configuration",
  "build",
  "types",
  "test",
  "lint",
  "deploy",
  "timeout",
  "infrastructure",
  "unknown",
];

/** One failure out of its red jobs. Pure; everything in it was redacted on the way in. */
export function mergeJobs(
  headSha: string,
  jobs: readonly JobEvidence[],
  changedFiles: FailureEvidence["changedFiles"],
  /** What could not be read of the failure beside its jobs. */
  missing: readonly string[] = [],
): FailureEvidence {
  const judged = jobs.flatMap((job) => (job.evidence === null ? [] : [job.evidence]));
  const leading = [...judged].sort(
    (left, right) =>
      precedence.indexOf(left.category) - precedence.indexOf(right.category) ||
      right.confidence - left.confidence,
  )[0];
  const failingTests = new Set<string>();
  for (const job of jobs) {
    const reported = job.results.filter((result) => result.status === "failed").map((result) => result.test);
    for (const test of reported.length > 0 ? reported : (job.evidence?.failingTests ?? []))
      failingTests.add(test);
  }
  const chance = judged.length > 0 && judged.every((evidence) => evidence.intermittent.verdict);
  return {
    schemaVersion: 1,
    headSha,
    jobs: [...jobs],
    category: leading?.category ?? "unknown",
    confidence: leading?.confidence ?? 0,
    categoryReasons: leading?.categoryReasons ?? [],
    failingTests: [...failingTests],
    intermittent: {
      verdict: chance,
      confidence: chance ? Math.min(...judged.map((evidence) => evidence.intermittent.confidence)) : 0,
      reasons: chance ? [...new Set(judged.flatMap((evidence) => evidence.intermittent.reasons))] : [],
    },
    score: judged.length === 0 ? 0 : Math.max(...judged.map((evidence) => evidence.evidenceScore)),
    missing: [
      ...new Set([...missing, ...jobs.flatMap((job) => [...job.missing, ...(job.evidence?.missing ?? [])])]),
    ],
    environment: {
      provider: jobs[0]?.provider ?? "unknown",
      os: jobs.map((job) => job.environment.os).find((os) => os !== null) ?? null,
      versions: Object.assign({}, ...jobs.map((job) => job.environment.versions).reverse()),
    },
    changedFiles,
    releaseIssues: [],
    redactions: judged.reduce((sum, evidence) => sum + evidence.redactions, 0),
  };
}
