import Link from "next/link";
import type { ReactNode } from "react";
import type { EscalationState } from "@/lib/domain/escalation";
import type { Category } from "@/lib/domain/loop";
import { ExternalLink } from "../external-link";
import { escalationLook } from "../status/escalation-look";
import { Status } from "../status/status";
import { Duration } from "../time/duration";
import { RelativeTime } from "../time/relative-time";
import { Card, CardHeader } from "../ui/card";
import { AttemptsMeter } from "./attempts-meter";
import { CategoryLabel } from "./category-label";

interface LoopFactsProps {
  organization: string;
  loop: {
    repository: { owner: string; name: string };
    pullRequest: { number: number; authorLogin: string; headRef: string; repairsStoppedBy: string | null };
    headSha: string;
    category: Category | null;
    intermittent: boolean;
    attemptsSpent: number;
    attemptLimit: number;
    repairBranch: string | null;
    repairPullRequest: { number: number; url: string } | null;
    createdAt: Date;
    endedAt: Date | null;
    escalation: { state: EscalationState; takenByLogin: string | null } | null;
    followUps: readonly { id: string; status: string; scheduledFor: Date; result: string | null }[];
  };
  /** Web address of GitHub. */
  githubUrl: string;
  now: number;
}

export function LoopFacts({ organization, loop, githubUrl, now }: LoopFactsProps) {
  const { repository, pullRequest } = loop;
  const repositoryUrl = `${githubUrl}/${repository.owner}/${repository.name}`;
  const [followUp] = loop.followUps.slice(-1);
  return (
    <Card>
      <CardHeader title="Facts" />
      <dl className="space-y-2.5 px-4 py-3 text-[13px]">
        <Row name="Pull request">
          <ExternalLink href={`${repositoryUrl}/pull/${pullRequest.number}`}>
            {repository.owner}/{repository.name} #{pullRequest.number}
          </ExternalLink>
        </Row>
        <Row name="Author">{pullRequest.authorLogin}</Row>
        <Row name="Branch">
          <code className="font-mono text-xs">{pullRequest.headRef}</code>
        </Row>
        <Row name="Commit">
          <ExternalLink href={`${repositoryUrl}/commit/${loop.headSha}`} className="font-mono text-xs">
            {loop.headSha.slice(0, 7)}
          </ExternalLink>
        </Row>
        <Row name="Category">
          <CategoryLabel category={loop.category} />
        </Row>
        <Row name="Attempts">
          <AttemptsMeter spent={loop.attemptsSpent} limit={loop.attemptLimit} />
        </Row>
        {loop.intermittent && <Row name="Chance">Seen to fail by chance</Row>}
        <Row name="Repair">
          {loop.repairPullRequest ? (
            <ExternalLink href={loop.repairPullRequest.url}>
              Draft pull request #{loop.repairPullRequest.number}
            </ExternalLink>
          ) : (
            <span className="text-muted-foreground">Nothing pushed</span>
          )}
        </Row>
        {loop.repairPullRequest !== null && loop.repairBranch !== null && (
          <Row name="Repair branch">
            <code className="font-mono text-xs">{loop.repairBranch}</code>
          </Row>
        )}
        <Row name="Started">
          <RelativeTime at={loop.createdAt} now={now} />
        </Row>
        <Row name={loop.endedAt === null ? "Running for" : "Took"}>
          <Duration from={loop.createdAt} to={loop.endedAt} now={now} />
        </Row>
        {loop.escalation !== null && (
          <Row name="Escalation">
            <Link
              href={`/${organization}/escalations?state=${loop.escalation.state}`}
              className="hover:underline"
            >
              <Status look={escalationLook(loop.escalation.state)} />
            </Link>
          </Row>
        )}
        {followUp !== undefined && (
          <Row name="Follow-up">
            <Link href={`/${organization}/follow-ups`} className="hover:underline">
              {followUp.result ?? (
                <>
                  Due <RelativeTime at={followUp.scheduledFor} now={now} />
                </>
              )}
            </Link>
          </Row>
        )}
        {pullRequest.repairsStoppedBy !== null && (
          <Row name="Repairs">Stopped by {pullRequest.repairsStoppedBy} for this pull request</Row>
        )}
      </dl>
    </Card>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-2">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
