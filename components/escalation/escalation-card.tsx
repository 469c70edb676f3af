import { CircleCheckIcon, UndoIcon, UserCheckIcon } from "lucide-react";
import Link from "next/link";
import { type EscalationDocument, type EscalationState, mayMoveEscalation } from "@/lib/domain/escalation";
import { ActionButton, type ActionResult } from "../action-button";
import { escalationLook } from "../status/escalation-look";
import { Status } from "../status/status";
import { RelativeTime } from "../time/relative-time";
import { Card } from "../ui/card";
import { EscalationSheet } from "./escalation-sheet";

export interface EscalationRow {
  loopId: string;
  state: EscalationState;
  takenByLogin: string | null;
  createdAt: Date;
  repository: string;
  pullRequest: { number: number; title: string };
  document: EscalationDocument | null;
}

interface EscalationCardProps {
  organization: string;
  escalation: EscalationRow;
  now: number;
  take: () => Promise<ActionResult>;
  giveBack: () => Promise<ActionResult>;
  close: () => Promise<ActionResult>;
}

/** One hand-over: whose it is, and what they need to know. */
export function EscalationCard({
  organization,
  escalation,
  now,
  take,
  giveBack,
  close,
}: EscalationCardProps) {
  const { state, document, pullRequest } = escalation;
  return (
    <Card className="overflow-hidden break-inside-avoid">
      <header className="flex flex-wrap items-start justify-between gap-3 px-4 py-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-sm font-semibold [overflow-wrap:anywhere]">
            <Link
              href={`/${organization}/loops/${escalation.loopId}`}
              data-row
              className="rounded-sm outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
            >
              <bdi>{pullRequest.title}</bdi>
            </Link>
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
            <Status look={escalationLook(state)} />
            <span>
              {escalation.repository} #{pullRequest.number}
            </span>
            {escalation.takenByLogin !== null && <span>with {escalation.takenByLogin}</span>}
            <RelativeTime at={escalation.createdAt} now={now} />
          </p>
        </div>
        <div className="flex gap-2 print:hidden">
          {mayMoveEscalation(state, "taken") && (
            <ActionButton action={take} variant="primary">
              <UserCheckIcon aria-hidden /> Take
            </ActionButton>
          )}
          {mayMoveEscalation(state, "returned") && (
            <ActionButton action={giveBack}>
              <UndoIcon aria-hidden /> Return
            </ActionButton>
          )}
          {mayMoveEscalation(state, "closed") && (
            <ActionButton action={close}>
              <CircleCheckIcon aria-hidden /> Close
            </ActionButton>
          )}
        </div>
      </header>
      {document === null ? (
        <p className="border-t px-4 py-3 text-[13px] text-muted-foreground">
          This hand-over was written by another version and cannot be shown. The loop has everything in it.
        </p>
      ) : (
        <EscalationSheet document={document} />
      )}
    </Card>
  );
}
