import { z } from "zod";

/** Where an open loop stands: `waiting` is for a person to start the repair; `ended` is the only state without a next step. */
export const LoopState = z.enum(["collecting", "rerunning", "waiting", "repairing", "validating", "ended"]);
export type LoopState = z.infer<typeof LoopState>;

/** How a loop ended. It ends exactly once, with a reason in words beside it. */
export const LoopOutcome = z.enum([
  "fixed",
  "escalated",
  "superseded",
  "cancelled",
  "blocked",
  "handed_over",
]);
export type LoopOutcome = z.infer<typeof LoopOutcome>;

/** What failed. The words of the evidence contract. */
export const Category = z.enum([
  "lint",
  "types",
  "build",
  "test",
  "security",
  "deploy",
  "dependency",
  "configuration",
  "infrastructure",
  "timeout",
  "unknown",
]);
export type Category = z.infer<typeof Category>;

/** The part of a loop that a timeline entry belongs to. */
export const Stage = z.enum(["detect", "collect", "decide", "rerun", "repair", "validate", "end"]);
export type Stage = z.infer<typeof Stage>;

/** Moves that compare-and-swap may make. Everything may end; nothing leaves `ended`. */
const nextStates: Record<LoopState, readonly LoopState[]> = {
  collecting: ["rerunning", "waiting", "repairing", "ended"],
  rerunning: ["collecting", "ended"],
  waiting: ["repairing", "ended"],
  repairing: ["collecting", "validating", "ended"],
  validating: ["collecting", "ended"],
  ended: [],
};

export function mayMove(from: LoopState, to: LoopState): boolean {
  return nextStates[from].includes(to);
}
