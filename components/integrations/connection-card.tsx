import { CircleAlertIcon, CircleCheckIcon, InfoIcon, TriangleAlertIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ConnectionConcern } from "@/lib/domain/connection-health";
import { ActionButton, type ActionResult } from "../action-button";
import { ExternalLink } from "../external-link";
import { Notice } from "../notice";
import { RelativeTime } from "../time/relative-time";
import { Button } from "../ui/button";

export interface ConnectionOnCard {
  label: string;
  tokenKind: string;
  /** What the provider remarked on the token. */
  detail: string | null;
  createdByLogin: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastCheckedAt: Date | null;
  concerns: readonly ConnectionConcern[];
  /** In words: the chosen projects, or what counts without a choice. */
  watches: string;
  /** Open pull requests that it covers; null where it reads no CI. */
  covered: readonly { owner: string; repository: string; number: number; title: string }[] | null;
  /** Null where no webhook ever came; absent where the provider sends none. */
  lastWebhookAt?: Date | null;
  /** Newest CI run that was seen of the provider; absent where it reads no CI. */
  lastRunAt?: Date | null;
}

interface ConnectionCardProps {
  connection: ConnectionOnCard;
  githubUrl: string;
  now: number;
  /** Where projects are chosen; null where nothing is to be chosen, or this person may not. */
  manageHref: string | null;
  /** Null for those who may only look. */
  check: (() => Promise<ActionResult>) | null;
  revoke: (() => Promise<ActionResult>) | null;
}

const looks = {
  broken: { icon: CircleAlertIcon, tone: "danger" },
  soon: { icon: TriangleAlertIcon, tone: "warning" },
  note: { icon: InfoIcon, tone: "neutral" },
} as const;

const tokenWords: Readonly<Record<string, string>> = {
  pasted: "Pasted token",
  oauth: "Token from the login command",
};

/** One connection: whose token, what it watches, which pull requests that covers, and what is wrong with it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, githubUrl, manageHref, now, check, revoke } = props;
  const { concerns, covered, lastRunAt, lastWebhookAt } = connection;
  const works = concerns.every(({ level }) => level === "note");
  return (
    <article aria-label={connection.label} className="space-y-3 rounded-md border p-3.5">
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2">
        {works ? (
          <CircleCheckIcon aria-label="Works" className="mt-0.5 size-4 shrink-0 text-success" />
        ) : (
          <CircleAlertIcon aria-label="Needs a look" className="mt-0.5 size-4 shrink-0 text-warning" />
        )}
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="text-[13px] font-semibold [overflow-wrap:anywhere]">{connection.label}</h3>
          <p className="text-xs text-muted-foreground">
            {tokenWords[connection.tokenKind] ?? connection.tokenKind}, added by {connection.createdByLogin}{" "}
            <RelativeTime at={connection.createdAt} now={now} />
            {connection.expiresAt !== null && `, expires ${connection.expiresAt.toISOString().slice(0, 10)}`}
            {connection.detail !== null && `. ${connection.detail}`}
          </p>
        </div>
        {check !== null && revoke !== null && (
          <div className="flex flex-wrap gap-1.5">
            {manageHref !== null && (
              <Button asChild variant="primary" size="small">
                <Link href={manageHref}>Choose projects</Link>
              </Button>
            )}
            <ActionButton action={check} size="small">
              Test
            </ActionButton>
            <ActionButton action={revoke} size="small" variant="danger">
              Revoke
            </ActionButton>
          </div>
        )}
      </header>
      {concerns.map((concern) => (
        <Notice key={concern.title} {...looks[concern.level]} title={concern.title}>
          {concern.advice}
        </Notice>
      ))}
      <dl className="grid gap-x-6 gap-y-1.5 text-[13px] sm:grid-cols-[8rem_minmax(0,1fr)]">
        <Fact term="Watches">{connection.watches}</Fact>
        {covered !== null && (
          <Fact term="Covers">
            {covered.length === 0 ? (
              "No open pull request"
            ) : (
              <ul className="space-y-0.5">
                {covered.map(({ owner, repository, number, title }) => (
                  <li key={`${repository}#${number}`} className="[overflow-wrap:anywhere]">
                    <ExternalLink href={`${githubUrl}/${owner}/${repository}/pull/${number}`}>
                      {repository}#{number}
                    </ExternalLink>{" "}
                    <span className="text-muted-foreground">{title}</span>
                  </li>
                ))}
              </ul>
            )}
          </Fact>
        )}
        {lastRunAt !== undefined && (
          <Fact term="Last CI run">
            <Moment at={lastRunAt} now={now} none="None seen yet" />
          </Fact>
        )}
        {lastWebhookAt !== undefined && (
          <Fact term="Last webhook">
            <Moment at={lastWebhookAt} now={now} none="None yet" />
          </Fact>
        )}
        <Fact term="Last tested">
          <Moment at={connection.lastCheckedAt} now={now} none="Never" />
        </Fact>
      </dl>
    </article>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground max-sm:mt-1">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Moment({ at, now, none }: { at: Date | null; now: number; none: string }) {
  return at === null ? none : <RelativeTime at={at} now={now} />;
}
