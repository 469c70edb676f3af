import type { RunInTree } from "./types";

type End = Awaited<ReturnType<RunInTree>>;

/** Why an agent's program was killed by our side, for people; null where it ended by itself. */
export function whyKilled({ timedOut, exceeded }: Pick<End, "timedOut" | "exceeded">): string | null {
  if (timedOut) return "It did not end in time and was killed.";
  if (exceeded !== null) return `It used more ${exceeded} than one run may, and was killed.`;
  return null;
}
