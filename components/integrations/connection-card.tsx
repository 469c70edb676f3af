import { CircleAlertIcon, InfoIcon, TriangleAlertIcon } from "lucide-react";
import Link from "next/link";
import type { ConnectionConcern } from "@/lib/domain/connection-health";
import { ActionButton, type ActionResult } from "../action-button";
import { ExternalLink } from "../external-link";
import { Notice } from "../notice";
import { RelativeTime } from "../time/relative-time";
import { Button } from "../ui/button";

interface ConnectionCardProps {
  connection: {
    label: string;
    tokenKind: string;
    createdByLogin: string;
    createdAt: Date;
    expiresAt: Date | null;
    lastCheckedAt: Date | null;
    lastHeardAt: Date | null;
  };
  projects: readonly { id: string; name: string; slug: string }[];
  concerns: readonly ConnectionConcern[];
  covered: readonly { owner: string; repository: string; number: number; title: string }[];
  githubUrl: string;
  manageHref: string;
  now: number;
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
  personal: "Personal token",
  oauth: "Token from the login command",
};

/** One connection: whose token, what it watches, which pull requests that covers, and what is wrong with it. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, projects, concerns, covered, githubUrl, manageHref, now, check, revoke } = props;
  return (
    <article className="space-y-3 rounded-md border p-3.5">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div>
          <h3 className="font-semibold">{connection.label}</h3>
          <p className="text-xs text-muted-foreground">
            {tokenWords[connection.tokenKind] ?? connection.tokenKind}, added by {connection.createdByLogin}{" "}
            <RelativeTime at={connection.createdAt} now={now} />
            {connection.expiresAt !== null && `, expires ${connection.expiresAt.toISOString().slice(0, 10)}`}
          </p>
        </div>
        {check !== null && revoke !== null && (
          <div className="ml-auto flex flex-wrap gap-1.5">
            <Button asChild variant="primary" size="small">
              <Link href={manageHref}>Choose projects</Link>
            </Button>
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
      <dl className="grid gap-x-6 gap-y-2 text-[13px] sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-muted-foreground">Watches</dt>
        <dd>{projects.length === 0 ? "Nothing yet" : projects.map((project) => project.name).join(", ")}</dd>
        <dt className="text-muted-foreground">Covers</dt>
        <dd>
          {covered.length === 0 ? (
            "No open pull request"
          ) : (
            <ul className="space-y-0.5">
              {covered.map(({ owner, repository, number, title }) => (
                <li key={`${repository}#${number}`}>
                  <ExternalLink href={`${githubUrl}/${owner}/${repository}/pull/${number}`}>
                    {repository}#{number}
                  </ExternalLink>{" "}
                  <span className="text-muted-foreground">{title}</span>
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt className="text-muted-foreground">Last heard</dt>
        <dd>
          {connection.lastHeardAt === null ? (
            "No webhook yet"
          ) : (
            <RelativeTime at={connection.lastHeardAt} now={now} />
          )}
        </dd>
        <dt className="text-muted-foreground">Last tested</dt>
        <dd>
          {connection.lastCheckedAt === null ? (
            "Never"
          ) : (
            <RelativeTime at={connection.lastCheckedAt} now={now} />
          )}
        </dd>
      </dl>
    </article>
  );
}
