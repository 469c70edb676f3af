import { createHash } from "node:crypto";
import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import { fingerprintText } from "@/lib/domain/fingerprint";

/** 16 hex digits that name a failure on any commit and any pull request. */
export function fingerprintOf(evidence: FailureEvidence): string {
  const parts = evidence.jobs.flatMap((job) => (job.evidence === null ? [] : [job.evidence]));
  return createHash("sha256").update(fingerprintText(parts)).digest("hex").slice(0, 16);
}
