import type { LoopOutcome } from "@/lib/domain/loop";

/** How a loop ends because of what became of its pull request; null while nothing did. */
export function pullRequestEnd(
  pullRequest: { closedAt: Date | null; mergedAt: Date | null; headSha: string },
  loopHeadSha: string,
): { outcome: LoopOutcome; reason: string } | null {
  if (pullRequest.mergedAt !== null) return { outcome: "cancelled", reason: "The pull request was merged." };
  if (pullRequest.closedAt !== null) return { outcome: "cancelled", reason: "The pull request was closed." };
  if (pullRequest.headSha !== loopHeadSha)
    return {
      outcome: "superseded",
      reason: `A newer commit was pushed: ${pullRequest.headSha.slice(0, 7)}.`,
    };
  return null;
}
