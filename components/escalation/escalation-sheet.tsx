import type { ReactNode } from "react";
import { categoryWords } from "@/lib/domain/category-words";
import type { EscalationDocument } from "@/lib/domain/escalation";
import { runNumber } from "@/lib/domain/run-number";
import { CopyButton } from "../copy-button";
import { Fact, Facts } from "../evidence/facts";
import { ProposedChanges } from "../evidence/proposed-changes";
import { ExternalLink } from "../external-link";

/** What failed, what was tried and what is left: enough to go on without reading the whole log. */
export function EscalationSheet({ document }: { document: EscalationDocument }) {
  return (
    <div className="border-t text-[13px]">
      <p className="max-w-prose px-4 py-3 whitespace-pre-wrap [overflow-wrap:anywhere]">{document.summary}</p>
      <Facts>
        <Fact name="Pull request">
          <ExternalLink href={document.pullRequest.url}>
            {document.repository} #{document.pullRequest.number}
          </ExternalLink>
        </Fact>
        <Fact name="First run">
          <ExternalLink href={document.firstRun.url}>{document.firstRun.name}</ExternalLink>
        </Fact>
        <Fact name="Repair">
          {document.repairPullRequest === null ? (
            "Nothing pushed"
          ) : (
            <ExternalLink href={document.repairPullRequest.url}>
              #{document.repairPullRequest.number}
            </ExternalLink>
          )}
        </Fact>
        {document.repairBranch !== null && (
          <Fact name="Repair branch">
            <code className="font-mono text-xs">{document.repairBranch}</code>
          </Fact>
        )}
        <Fact name="Failing step">{document.failingStep ?? "not named"}</Fact>
        <Fact name="Category">{categoryWords(document.category).label}</Fact>
      </Facts>
      {(document.failingTests.length > 0 || document.reproduction.length > 0) && (
        <div className="space-y-3 border-t px-4 py-3">
          <Listing title="Failing tests" isCode>
            {document.failingTests}
          </Listing>
          {document.reproduction.length > 0 && <Reproduction commands={document.reproduction} />}
        </div>
      )}
      {document.attempts.length > 0 && (
        <section aria-label="What was tried" className="border-t">
          <ol className="divide-y">
            {document.attempts.map((attempt) => (
              <li key={attempt.number} className="px-4 py-2.5">
                <p className="font-medium">
                  Attempt {attempt.number}
                  {attempt.agent !== null && (
                    <span className="text-muted-foreground"> by {attempt.agent}</span>
                  )}
                </p>
                <p className="mt-0.5 [overflow-wrap:anywhere]">{attempt.tried}</p>
                <p className="mt-0.5 text-muted-foreground [overflow-wrap:anywhere]">{attempt.result}</p>
                <p className="mt-1 flex flex-wrap gap-x-4 text-xs text-muted-foreground [overflow-wrap:anywhere]">
                  {attempt.changedFiles.length > 0 && (
                    <span className="font-mono">{attempt.changedFiles.join(", ")}</span>
                  )}
                  {attempt.commitSha !== null && (
                    <span>
                      commit <code className="font-mono">{attempt.commitSha.slice(0, 7)}</code>
                    </span>
                  )}
                  {attempt.runIds.length > 0 && (
                    <span title={attempt.runIds.join(", ")}>
                      {attempt.runIds.length === 1 ? "run" : "runs"}{" "}
                      <code className="font-mono">{attempt.runIds.map(runNumber).join(", ")}</code>
                    </span>
                  )}
                </p>
              </li>
            ))}
          </ol>
        </section>
      )}
      {document.reasons.length + document.remainingUncertainty.length > 0 && (
        <div className="space-y-3 border-t px-4 py-3">
          <Listing title="Why a person">{document.reasons}</Listing>
          <Listing title="What is not known">{document.remainingUncertainty}</Listing>
        </div>
      )}
      {document.proposals.length > 0 && <ProposedChanges changes={document.proposals} />}
    </div>
  );
}

/** How to see it fail on one's own machine. */
function Reproduction({ commands }: { commands: readonly string[] }) {
  const text = commands.join("\n");
  return (
    <div>
      <h3 className="text-xs text-muted-foreground">Show it again with</h3>
      <div className="mt-1 flex items-start gap-3">
        <pre className="min-w-0 flex-1 rounded-md bg-muted/60 px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text}
        </pre>
        <CopyButton text={text} label="Copy" />
      </div>
    </div>
  );
}

const listedMax = 10;

interface ListingProps {
  title: string;
  isCode?: boolean;
  children: readonly string[];
}

function Listing({ title, isCode = false, children }: ListingProps): ReactNode {
  if (children.length === 0) return null;
  return (
    <div>
      <h3 className="text-xs text-muted-foreground">{title}</h3>
      <ul className={isCode ? "font-mono text-xs leading-5" : undefined}>
        {children.slice(0, listedMax).map((each) => (
          <li key={each} className="[overflow-wrap:anywhere]">
            <bdi>{each}</bdi>
          </li>
        ))}
        {children.length > listedMax && (
          <li className="font-sans text-muted-foreground">
            and {children.length - listedMax} more in the loop
          </li>
        )}
      </ul>
    </div>
  );
}
