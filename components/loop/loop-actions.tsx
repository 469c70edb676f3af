import { HandIcon, OctagonXIcon, RotateCcwIcon } from "lucide-react";
import { ActionButton, type ActionResult } from "../action-button";

interface LoopActionsProps {
  isOpen: boolean;
  retry: () => Promise<ActionResult>;
  stop: () => Promise<ActionResult>;
  takeOver: () => Promise<ActionResult>;
}

export function LoopActions({ isOpen, retry, stop, takeOver }: LoopActionsProps) {
  if (!isOpen)
    return (
      <ActionButton action={retry}>
        <RotateCcwIcon aria-hidden /> Retry
      </ActionButton>
    );
  return (
    <>
      <ActionButton action={takeOver}>
        <HandIcon aria-hidden /> Take over
      </ActionButton>
      <ActionButton action={stop} variant="danger">
        <OctagonXIcon aria-hidden /> Stop
      </ActionButton>
    </>
  );
}
