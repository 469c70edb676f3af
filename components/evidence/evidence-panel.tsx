import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import { JobEvidence } from "./job-evidence";

/** Everything that is red for one commit, job by job. */
export function EvidencePanel({ evidence }: { evidence: FailureEvidence }) {
  return (
    <>
      {evidence.jobs.map((job, index) => (
        <JobEvidence
          key={`${job.provider}:${job.jobExternalId}`}
          job={job}
          anchorPrefix={index === 0 ? "" : `J${index + 1}`}
        />
      ))}
      {evidence.intermittent.verdict && (
        <p className="border-t px-4 py-3 text-[13px] text-muted-foreground">
          Looks like chance: {evidence.intermittent.reasons.join(" ")}
        </p>
      )}
    </>
  );
}
