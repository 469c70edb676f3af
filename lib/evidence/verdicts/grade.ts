import type { Evidence } from "@/lib/domain/evidence";

export interface Grade {
  evidenceScore: number;
  missing: string[];
}

type Graded = Pick<
  Evidence,
  "category" | "failingStep" | "failingTests" | "testCounts" | "primary" | "diagnostics" | "exitCode"
>;

/** Is this enough to repair from, and what would make it so? Each missing part says how to add it. */
export function gradeEvidence(evidence: Graded): Grade {
  const missing: string[] = [];
  let score = 0;
  if (evidence.primary) score += 0.35;
  else
    missing.push(
      "the cause: nothing in the log explains the failure; let the failing command print its error",
    );
  const isTest = evidence.category === "test";
  if (isTest && evidence.failingTests.length === 0) {
    missing.push("failing test names: let the test runner list failed tests, or upload its JUnit report");
  } else if (isTest || evidence.diagnostics.length > 0) {
    score += 0.35;
  } else {
    score += 0.15;
  }
  if (evidence.failingStep) score += 0.15;
  else
    missing.push("the failing step: the log has no marks of steps; use the log that the CI provider serves");
  if (evidence.exitCode !== null) score += 0.05;
  else missing.push("the exit code: no line of the log states it");
  if (evidence.category !== "unknown") score += 0.1;
  else missing.push("the kind of failure: no known test runner, tool or provider message was found");
  return { evidenceScore: Math.round(score * 100) / 100, missing };
}
