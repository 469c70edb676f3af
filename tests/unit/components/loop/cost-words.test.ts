import { expect, test } from "vitest";
import { costWords } from "@/components/loop/cost-words";

const start = new Date("2026-11-21T10:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const turn = { startedAt: start, endedAt: after(12), model: null, requests: 0, tokens: 0, usd: null };
const spent = { attemptsSpent: 1, attemptLimit: 3, rerunsAsked: 0 };

test("agents without a model cost time and nothing else", () => {
  const loop = { ...spent, attempts: [{ sessions: [turn, turn] }] };
  expect(costWords(loop, 0)).toBe("1 of 3 attempts, 24 s of agents, no model used.");
});

test("a turn that still runs counts up to now", () => {
  const loop = { ...spent, attempts: [{ sessions: [{ ...turn, endedAt: null }] }] };
  expect(costWords(loop, after(65).getTime())).toContain("1 min 5 s of agents");
});

test("tokens and money of a model are summed over its turns", () => {
  const paid = { ...turn, model: "large", requests: 3, tokens: 6_150, usd: 0.021 };
  const loop = { ...spent, rerunsAsked: 1, attempts: [{ sessions: [paid] }, { sessions: [paid] }] };
  expect(costWords(loop, 0)).toBe("1 of 3 attempts, 1 rerun, 24 s of agents, 12.3k tokens, $0.04.");
});

test("money is not made up where the model has no price", () => {
  const unpriced = { ...turn, model: "large", requests: 1, tokens: 900 };
  const loop = { ...spent, attempts: [{ sessions: [unpriced] }] };
  expect(costWords(loop, 0)).toContain("900 tokens, no price is set for the model.");
});
