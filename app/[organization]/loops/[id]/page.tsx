import { BracesIcon, FileWarningIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CopyButton } from "@/components/copy-button";
import { EvidencePanel } from "@/components/evidence/evidence-panel";
import { AttemptTabs } from "@/components/loop/attempt-tabs";
import { BriefPanel } from "@/components/loop/brief-panel";
import { DecisionPanel } from "@/components/loop/decision-panel";
import { LocalProofPanel } from "@/components/loop/local-proof-panel";
import { LoopActions } from "@/components/loop/loop-actions";
import { LoopFacts } from "@/components/loop/loop-facts";
import { LoopHeader } from "@/components/loop/loop-header";
import { PageContents } from "@/components/loop/page-contents";
import { SessionPanel } from "@/components/loop/session-panel";
import { StartNotice } from "@/components/loop/start-notice";
import { Timeline } from "@/components/loop/timeline";
import { ValidationPanel } from "@/components/loop/validation-panel";
import { GateFindings } from "@/components/patch/gate-findings";
import { PatchDiff } from "@/components/patch/patch-diff";
import { SuggestionBar } from "@/components/patch/suggestion-bar";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { type LoopDetail, readAttemptDocuments, readLoop } from "@/lib/db/views/loop";
import { env } from "@/lib/env";
import { agentsOf } from "@/lib/loops/agents-of";
import { lookAtSuggestion } from "@/lib/loops/look-at-suggestion";
import { renderRepairPrompt } from "@/lib/render-prompt";
import {
  applySuggestionAction,
  askForFollowUpAction,
  retryLoopAction,
  sendSessionMessageAction,
  startRepairAction,
  stopLoopAction,
  stopSessionAction,
  takeOverLoopAction,
} from "./actions";
import { LoopGlance } from "./loop-glance";

interface LoopPageProps {
  params: Promise<{ organization: string; id: string }>;
  searchParams: Promise<{ attempt?: string | string[] }>;
}

export async function generateMetadata({ params }: LoopPageProps): Promise<Metadata> {
  const { organization, id } = await params;
  const member = await asMember(organization);
  const loop = await readLoop(getContext().db, member.organization.id, id);
  if (loop === null) return { title: "Not found" };
  return { title: `${loop.repository.name} #${loop.pullRequest.number}` };
}

export default async function LoopPage({ params, searchParams }: LoopPageProps) {
  const { organization: login, id } = await params;
  const { organization } = await asMember(login);
  const { db } = getContext();
  const loop = await readLoop(db, organization.id, id);
  if (loop === null) notFound();
  const numbers = attemptNumbers(loop);
  const asked = Number((await searchParams).attempt);
  const shown = numbers.includes(asked) ? asked : (numbers.at(-1) ?? 1);
  const { evidence, brief } = await readAttemptDocuments(db, organization.id, id, shown);
  const [first = shown] = numbers;
  const original =
    first === shown ? evidence : (await readAttemptDocuments(db, organization.id, id, first)).evidence;
  const attempt = loop.attempts.find((candidate) => candidate.number === shown);
  const suggestion =
    attempt?.outcome === "suggested" ? await lookAtSuggestion(getContext(), organization.id, id) : null;
  const hearing = await hearingAgents(organization.id, loop);
  const now = Date.now();
  const githubUrl = env().github.url;
  const path = `/${organization.login}/loops/${loop.id}`;
  // While it runs, how it goes is the news; afterwards what came of it is.
  const timeline = (
    <Card id="timeline">
      <CardHeader title="Timeline" />
      <Timeline entries={loop.timeline} now={now} />
    </Card>
  );
  const parts = [
    { id: "validation", title: "Validation and proof", there: Boolean(attempt?.validation) },
    { id: "local-proof", title: "Proof before the push", there: Boolean(attempt?.localProof) },
    { id: "patch", title: "Patch", there: Boolean(attempt?.patchText ?? attempt?.gate) },
    { id: "agent", title: "Agent", there: (attempt?.sessions.length ?? 0) > 0 },
    { id: "evidence", title: "Evidence", there: evidence !== null },
    { id: "brief", title: "Brief", there: brief !== null },
    { id: "timeline", title: "Timeline", there: true },
  ].filter(({ there }) => there);
  return (
    <>
      <LoopHeader
        organization={organization.login}
        loop={loop}
        pullRequestUrl={`${githubUrl}/${loop.repository.owner}/${loop.repository.name}/pull/${loop.pullRequest.number}`}
      >
        <LoopActions
          state={loop.state}
          start={startRepairAction.bind(null, organization.login, loop.id)}
          checkLater={askForFollowUpAction.bind(null, organization.login, loop.id)}
          retry={retryLoopAction.bind(null, organization.login, loop.id)}
          stop={stopLoopAction.bind(null, organization.login, loop.id)}
          takeOver={takeOverLoopAction.bind(null, organization.login, loop.id)}
        />
      </LoopHeader>
      <LoopGlance
        organization={organization.login}
        loop={loop}
        evidence={original}
        suggestion={suggestion?.patchText ? { applicable: suggestion.standing.kind === "applicable" } : null}
        now={now}
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0 space-y-4">
          {loop.waitsForStart && <StartNotice waiting={loop.waitsForStart} now={now} />}
          {loop.endedAt === null && timeline}
          {numbers.length > 0 && <AttemptTabs path={path} numbers={numbers} shown={shown} loop={loop} />}
          {attempt?.validation && (
            <Card id="validation">
              <CardHeader
                title="Validation and proof"
                hint="The same tests, run again by your CI"
                actions={<RawLink href={`${path}/proof`} of="proof" />}
              />
              <ValidationPanel validation={attempt.validation} />
            </Card>
          )}
          {attempt?.localProof && (
            <Card id="local-proof" className="overflow-hidden">
              <CardHeader
                title="Proof before the push"
                hint="The same commands, in the sandbox"
                actions={!attempt.validation && <RawLink href={`${path}/proof`} of="proof" />}
              />
              <LocalProofPanel proof={attempt.localProof} />
            </Card>
          )}
          {attempt && (attempt.patchText || attempt.gate) && (
            <Card id="patch" className="overflow-hidden">
              <CardHeader title="Patch" hint="Computed from the trees before and after" />
              {suggestion !== null && suggestion.standing.kind !== "none" && attempt.patchText && (
                <SuggestionBar
                  standing={suggestion.standing}
                  patchText={attempt.patchText}
                  appliedByPath={
                    suggestion.appliedByLoopId && `/${organization.login}/loops/${suggestion.appliedByLoopId}`
                  }
                  apply={applySuggestionAction.bind(null, organization.login, loop.id)}
                />
              )}
              {attempt.gate && (
                <div className="p-4">
                  <GateFindings gate={attempt.gate} />
                </div>
              )}
              {attempt.patchText && (
                <div className="border-t">
                  <PatchDiff patchText={attempt.patchText} />
                </div>
              )}
            </Card>
          )}
          {attempt && attempt.sessions.length > 0 && (
            <Card id="agent">
              <CardHeader title="Agent" />
              <div className="divide-y">
                {attempt.sessions.map((session) => (
                  <SessionPanel
                    key={session.id}
                    session={session}
                    now={now}
                    hearsMessages={session.status === "RUNNING" && hearing.has(session.agent)}
                    send={sendSessionMessageAction.bind(null, organization.login, loop.id, session.sessionId)}
                    stop={stopSessionAction.bind(null, organization.login, loop.id, session.sessionId)}
                  />
                ))}
              </div>
            </Card>
          )}
          {evidence ? (
            <Card id="evidence" className="overflow-hidden">
              <CardHeader title="Evidence" hint="Redacted, and never changed afterwards" />
              <EvidencePanel evidence={evidence} />
            </Card>
          ) : (
            <Card className="flex items-center gap-2 p-4 text-[13px] text-muted-foreground">
              <FileWarningIcon aria-hidden className="size-4" />
              No evidence is stored for this attempt yet.
            </Card>
          )}
          {brief && (
            <Card id="brief" className="overflow-hidden">
              <CardHeader
                title="Brief"
                hint="All that the agent was given"
                actions={
                  <>
                    <CopyButton text={renderRepairPrompt(brief)} label="Copy as prompt" shortcut="c" />
                    <RawLink href={`${path}/brief/${shown}`} of="brief" />
                  </>
                }
              />
              <BriefPanel brief={brief} />
            </Card>
          )}
          {loop.endedAt !== null && timeline}
        </div>
        <aside className="min-w-0 space-y-4">
          <LoopFacts organization={organization.login} loop={loop} githubUrl={githubUrl} now={now} />
          <Card>
            <CardHeader title="Decision" />
            <DecisionPanel decisions={loop.timeline.filter((entry) => entry.stage === "decide")} />
          </Card>
          <PageContents parts={parts} />
        </aside>
      </div>
    </>
  );
}

/** To the JSON of what a card shows. */
function RawLink({ href, of }: { href: string; of: string }) {
  return (
    <Button asChild size="small">
      <Link href={href} prefetch={false} aria-label={`Raw ${of}`}>
        <BracesIcon aria-hidden /> Raw
      </Link>
    </Button>
  );
}

/** Agents of the repository that take messages; asked only while one of them is at work. */
async function hearingAgents(organizationId: string, loop: LoopDetail): Promise<ReadonlySet<string>> {
  const isAtWork = loop.attempts.some(({ sessions }) => sessions.some(({ status }) => status === "RUNNING"));
  if (!isAtWork) return new Set();
  const ordered = await agentsOf(getContext(), { organizationId, repositoryId: loop.repositoryId });
  return new Set(ordered.filter(({ agent }) => agent?.hearsMessages === true).map(({ id }) => id));
}

/** Attempts that have anything to show, ascending. */
function attemptNumbers(loop: {
  attempts: readonly { number: number }[];
  documentedAttempts: readonly number[];
}) {
  const numbers = new Set([...loop.documentedAttempts, ...loop.attempts.map(({ number }) => number)]);
  return [...numbers].sort((left, right) => left - right);
}
