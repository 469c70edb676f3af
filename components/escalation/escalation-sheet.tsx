import type { ReactNode } from "react";
import { categoryWords } from "@/lib/domain/category-words";
import type { EscalationDocument } from "@/lib/domain/escalation";
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
                <p className="mt-1 flex flex-wrap gap-x-3 font-mono text-xs text-muted-foreground [overflow-wrap:anywhere]">
                  {attempt.runIds.length > 0 && <span>runs {attempt.runIds.join(", ")}</span>}
                  {attempt.commitSha !== null && <span>commit {attempt.commitSha.slice(0, 7)}</span>}
                  {attempt.changedFiles.length > 0 && <span>{attempt.changedFiles.join(", ")}</span>}
                </p>
              </li>
            ))}
          </ol>
        </section>
      )}
      <details className="border-t">
        <summary className="px-4 py-2.5 text-muted-foreground hover:text-foreground">
          Tests, reproduction and open questions
        </summary>
        <div className="space-y-3 px-4 pb-4">
          <Listing title="Why a person">{document.reasons}</Listing>
          <Listing title="Failing tests" isCode>
            {document.failingTests}
          </Listing>
          <Listing title="Still uncertain">{document.remainingUncertainty}</Listing>
          {document.reproduction.length > 0 && (
            <div className="flex items-start gap-3">
              <pre className="min-w-0 flex-1 overflow-x-auto rounded-md bg-muted/60 p-3 font-mono text-xs leading-5">
                {document.reproduction.join("\n")}
              </pre>
              <CopyButton text={document.reproduction.join("\n")} label="Copy" />
            </div>
          )}
        </div>
      </details>
      {document.proposals.length > 0 && <ProposedChanges changes={document.proposals} />}
    </div>
  );
}

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
        {children.map((each) => (
          <li key={each} className="[overflow-wrap:anywhere]">
            {each}
          </li>
        ))}
      </ul>
    </div>
  );
}
