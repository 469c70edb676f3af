import type { CiExplanation } from "@/lib/ci/types";
import type { Evidence } from "@/lib/domain/evidence";

const nothingRead: Evidence = {
  category: "unknown",
  confidence: 0,
  categoryReasons: [],
  failingStep: null,
  failingTests: [],
  tests: [],
  testCounts: null,
  excerpts: [],
  primary: null,
  diagnostics: [],
  exitCode: null,
  intermittent: { verdict: false, confidence: 0, reasons: [] },
  evidenceScore: 0,
  missing: [],
  redactions: 0,
  lines: 0,
  bytes: 0,
};

/** What the log showed, under the category that the provider itself gives the job. */
export function explainedEvidence(explanation: CiExplanation, read: Evidence | null): Evidence {
  const evidence = read ?? nothingRead;
  return {
    ...evidence,
    category: explanation.category,
    confidence: 1,
    categoryReasons: [explanation.reason, ...evidence.categoryReasons],
  };
}
