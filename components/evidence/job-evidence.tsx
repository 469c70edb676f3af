import { CircleXIcon, TriangleAlertIcon } from "lucide-react";
import type { JobEvidence as JobEvidenceDocument } from "@/lib/domain/failure-evidence";
import { CopyButton } from "../copy-button";
import { ExternalLink } from "../external-link";
import { Notice } from "../notice";
import { Diagnostics } from "./diagnostics";
import { Excerpts } from "./excerpts";
import { Fact, Facts } from "./facts";
import { FailingTests } from "./failing-tests";

interface JobEvidenceProps {
  job: JobEvidenceDocument;
  anchorPrefix: string;
}

/** What one red job left behind. */
export function JobEvidence({ job, anchorPrefix }: JobEvidenceProps) {
  const { evidence } = job;
  const command = job.command ?? evidence?.failingStep?.command ?? null;
  const missing = [...new Set([...job.missing, ...(evidence?.missing ?? [])])];
  return (
    <div className="border-t first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-[13px]">
        <h3 className="flex items-center gap-1.5 font-medium">
          <CircleXIcon aria-hidden className="size-4 text-danger" />
          {job.run} / {job.job}
        </h3>
        <ExternalLink href={job.url} className="text-muted-foreground">
          Run {job.runExternalId}
          {job.runAttempt > 1 && `, attempt ${job.runAttempt}`}
        </ExternalLink>
      </div>
      <Facts>
        <Fact name="Step">{job.step ?? evidence?.failingStep?.name ?? "not named"}</Fact>
        {evidence && (
          <Fact name="Read from">
            {job.origin === "log" ? "the log" : "the failure artifact that the run uploaded"}
          </Fact>
        )}
        <Fact name="Exit code">{evidence?.exitCode ?? "not seen"}</Fact>
        {evidence?.testCounts && (
          <Fact name="Tests">
            {evidence.testCounts.failed} of {evidence.testCounts.run} failed
          </Fact>
        )}
        {evidence && (
          <Fact name="Log">
            {evidence.lines.toLocaleString("en")} lines, {evidence.redactions} secrets redacted
          </Fact>
        )}
      </Facts>
      {command !== null && (
        <div className="flex items-center gap-2 border-t px-4 py-2">
          <code className="min-w-0 flex-1 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
            {command}
          </code>
          <CopyButton text={command} label="Copy command" />
        </div>
      )}
      {job.failures.length > 0 && <FailingTests failures={job.failures} />}
      {evidence && evidence.diagnostics.length > 0 && (
        <div className="border-t">
          <Diagnostics diagnostics={evidence.diagnostics} />
        </div>
      )}
      {evidence && <Excerpts evidence={evidence} anchorPrefix={anchorPrefix} />}
      {missing.length > 0 && (
        <div className="border-t p-4">
          <Notice icon={TriangleAlertIcon} tone="warning" title="What is missing">
            <ul className="list-inside list-disc">
              {missing.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
    </div>
  );
}
