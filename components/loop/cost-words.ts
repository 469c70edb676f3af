import { tokenWords, usdWords } from "../agents/usage-words";
import { formatDuration } from "../time/format-duration";

interface UsedByTurn {
  startedAt: Date | null;
  endedAt: Date | null;
  model: string | null;
  requests: number;
  tokens: number;
  usd: number | null;
}

interface CostFacts {
  attemptsSpent: number;
  attemptLimit: number;
  rerunsAsked: number;
  attempts: readonly { sessions: readonly UsedByTurn[] }[];
}

/** What all turns of a loop used together: `1 of 3 attempts, 27 s of agents, 12.3k tokens, $0.04`. `now` in epoch milliseconds. */
export function costWords(loop: CostFacts, now: number): string {
  const turns = loop.attempts.flatMap(({ sessions }) => sessions);
  const sum = (of: (turn: UsedByTurn) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  const parts = [`${loop.attemptsSpent} of ${loop.attemptLimit} attempts`];
  if (loop.rerunsAsked > 0) parts.push(loop.rerunsAsked === 1 ? "1 rerun" : `${loop.rerunsAsked} reruns`);
  const milliseconds = sum(({ startedAt, endedAt }) =>
    startedAt === null ? 0 : (endedAt?.getTime() ?? now) - startedAt.getTime(),
  );
  if (turns.length > 0) parts.push(`${formatDuration(milliseconds)} of agents`);
  if (turns.every(({ model, requests }) => model === null && requests === 0)) parts.push("no model used");
  else {
    parts.push(`${tokenWords(sum(({ tokens }) => tokens))} tokens`);
    parts.push(
      turns.some(({ usd }) => usd !== null)
        ? usdWords(sum(({ usd }) => usd ?? 0))
        : "no price is set for the model",
    );
  }
  return `${parts.join(", ")}.`;
}
