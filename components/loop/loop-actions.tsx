import { CalendarClockIcon, HandIcon, OctagonXIcon, PlayIcon, RotateCcwIcon } from "lucide-react";
import type { LoopState } from "@/lib/domain/loop";
import { ActionButton, type ActionResult } from "../action-button";

interface LoopActionsProps {
  state: LoopState;
  start: () => Promise<ActionResult>;
  /** Schedules a follow-up task. */
  checkLater: () => Promise<ActionResult>;
  retry: () => Promise<ActionResult>;
  stop: () => Promise<ActionResult>;
  takeOver: () => Promise<ActionResult>;
}

export function LoopActions({ state, start, checkLater, retry, stop, takeOver }: LoopActionsProps) {
  if (state === "ended")
    return (
      <>
        <ActionButton action={checkLater}>
          <CalendarClockIcon aria-hidden /> Check later
        </ActionButton>
        <ActionButton action={retry}>
          <RotateCcwIcon aria-hidden /> Retry
        </ActionButton>
      </>
    );
  return (
    <>
      {state === "waiting" && (
        <ActionButton action={start} variant="primary">
          <PlayIcon aria-hidden /> Start
        </ActionButton>
      )}
      <ActionButton action={takeOver}>
        <HandIcon aria-hidden /> Take over
      </ActionButton>
      <ActionButton action={stop} variant="danger">
        <OctagonXIcon aria-hidden /> Stop
      </ActionButton>
    </>
  );
}
