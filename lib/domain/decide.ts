import type { BudgetVerdict } from "./budget";
import { aFailure, categoryWords } from "./category-words";
import type { Category } from "./loop";
import type { Policy } from "./policy";
import { rotationSteps, type SecurityFinding } from "./security-finding";

/** What is known when evidence for the next attempt lies on the table. */
export interface DecisionFacts {
  /** Number of the attempt that would come next, from 1. */
  attempt: number;
  attemptLimit: number;
  attemptsSpent: number;
  /** Attempts in a row, newest last, in which no agent changed anything. */
  attemptsWithoutChange: number;
  category: Category;
  /** What a security check objected to; null for every other category. */
  security: SecurityFinding | null;
  /** Whether a person asked to apply a patch that was suggested before. */
  appliesSuggestion: boolean;
  intermittent: { verdict: boolean; confidence: number; reasons: readonly string[] };
  /** Failing tests that history calls flaky. */
  knownFlakyTests: readonly string[];
  /** Words of a failing test that hint at time or the network; null where it has none. */
  wordsOfChance: string | null;
  reruns: { asked: number; possible: boolean };
  /** Why only a person can help, for each red job of which the provider says so. */
  needsPerson: readonly string[];
  grade: { verdict: "sufficient" | "thin"; missing: readonly string[] };
  fork: boolean;
  sandboxIsolates: boolean;
  agents: readonly { id: string; suits: boolean; reason: string | null; runsRepositoryCode: boolean }[];
  budget: BudgetVerdict;
  deadlineAt: Date;
  /** Who asked for the repair to start, now or by asking for this loop; null where nobody had to or did. */
  startedBy: string | null;
}

export type NextStep =
  | { kind: "rerun"; reasons: string[] }
  | { kind: "repair"; agents: string[]; suggestionOnly: boolean; reasons: string[] }
  | { kind: "wait_for_start"; agents: string[]; reasons: string[] }
  | { kind: "escalate"; reasons: string[] }
  | { kind: "hand_over"; reasons: string[] }
  | { kind: "observe"; reasons: string[] };

/** Categories that code changes do not mend; a rerun may. */
const outsideCode: ReadonlySet<Category> = new Set(["infrastructure", "timeout"]);
const rerunsMax = 1;

/**
 * The one decision of a loop, cheap before clever: rerun what looks like chance, then the agents in the
 * repository's order, then a person. Pages print the reasons; nothing works them out twice.
 */
export function decideNextStep(facts: DecisionFacts, policy: Policy, now: Date): NextStep {
  if (policy.mode === "observe")
    return {
      kind: "observe",
      reasons: ["This repository is in observe mode: evidence is collected and nothing is changed."],
    };
  if (now >= facts.deadlineAt)
    return { kind: "escalate", reasons: ["The loop reached its deadline before CI was green."] };
  if (facts.attemptsSpent >= facts.attemptLimit)
    return { kind: "escalate", reasons: [`All ${facts.attemptLimit} attempts are spent.`] };

  if (facts.needsPerson.length > 0)
    return {
      kind: "escalate",
      reasons: [...new Set(facts.needsPerson), "No change to the code would help."],
    };
  if (facts.appliesSuggestion && facts.attempt === 1)
    return {
      kind: "repair",
      agents: [],
      suggestionOnly: false,
      reasons: ["Somebody asked to apply the patch that was suggested; CI decides whether it holds."],
    };

  const forbidden = securityReasons(facts, policy);
  if (forbidden !== null) return { kind: "escalate", reasons: forbidden };

  const chance = chanceReasons(facts);
  if (chance.length > 0 && facts.attempt === 1 && facts.reruns.asked < rerunsMax) {
    if (facts.reruns.possible) return { kind: "rerun", reasons: chance };
    if (outsideCode.has(facts.category))
      return {
        kind: "escalate",
        reasons: [...chance, "Reruns are not permitted here, and no code change would help."],
      };
  }
  if (outsideCode.has(facts.category))
    return {
      kind: "escalate",
      reasons: [
        `${aFailure(facts.category)} is not mended by changing code, and it is still there after ${facts.reruns.asked} rerun${facts.reruns.asked === 1 ? "" : "s"}.`,
      ],
    };
  if (facts.attemptsWithoutChange >= 1)
    return {
      kind: "escalate",
      reasons: ["The last attempt ended without any change: its agents have nothing more to try."],
    };
  if (facts.budget.kind === "spent") return { kind: "escalate", reasons: facts.budget.reasons };
  if (facts.grade.verdict === "thin" && facts.category === "unknown")
    return {
      kind: "escalate",
      reasons: [
        "The evidence is too thin to repair from.",
        ...facts.grade.missing.map((missing) => `Missing: ${missing}`),
      ],
    };
  const chosen = chooseAgents(facts);
  if (chosen.kind !== "repair" || policy.automaticStart || facts.startedBy !== null) return chosen;
  return {
    kind: "wait_for_start",
    agents: chosen.agents,
    reasons: [...chosen.reasons, "Agents do not start by themselves here: a person starts this one."],
  };
}

function chooseAgents(facts: DecisionFacts): NextStep {
  const suited = facts.agents.filter((agent) => agent.suits);
  if (suited.length === 0)
    return {
      kind: facts.fork ? "hand_over" : "escalate",
      reasons: [
        "No configured agent takes this failure.",
        ...facts.agents.flatMap((agent) => (agent.reason === null ? [] : [`${agent.id}: ${agent.reason}`])),
      ],
    };
  if (!facts.fork)
    return {
      kind: "repair",
      agents: suited.map((agent) => agent.id),
      suggestionOnly: false,
      reasons: repairReasons(facts),
    };

  const harmless = suited.filter((agent) => facts.sandboxIsolates || !agent.runsRepositoryCode);
  const fork =
    "The pull request comes from a fork: nothing is pushed to the base repository, because CI would run that code with its secrets.";
  if (harmless.length === 0)
    return {
      kind: "hand_over",
      reasons: [fork, "No isolating sandbox is available, so the fork's code was not run here either."],
    };
  return {
    kind: "repair",
    agents: harmless.map((agent) => agent.id),
    suggestionOnly: true,
    reasons: [fork, "A repair is offered as a suggestion."],
  };
}

/** Why no agent may work on this security failure; null where one may. */
function securityReasons({ security }: DecisionFacts, { securityRepairs }: Policy): string[] | null {
  if (security === null || securityRepairs === "all") return null;
  if (security.kind === "secret")
    return [...rotationSteps(security), "This repository lets no agent work on credentials."];
  if (securityRepairs === "none")
    return ["A security check failed, and this repository lets no agent work on security failures."];
  return null;
}

function chanceReasons(facts: DecisionFacts): string[] {
  const reasons: string[] = [];
  if (outsideCode.has(facts.category))
    reasons.push(`This looks like ${categoryWords(facts.category).failure}, not like code.`);
  if (facts.intermittent.verdict) reasons.push(...facts.intermittent.reasons);
  if (facts.knownFlakyTests.length > 0)
    reasons.push(`Known to fail by chance: ${facts.knownFlakyTests.slice(0, 3).join(", ")}.`);
  if (facts.wordsOfChance !== null)
    reasons.push(`A failing test says "${facts.wordsOfChance}", which a rerun may not.`);
  return reasons;
}

function repairReasons(facts: DecisionFacts): string[] {
  const reasons = [`${aFailure(facts.category)}, attempt ${facts.attempt} of ${facts.attemptLimit}.`];
  if (facts.security?.kind === "secret") reasons.push(...rotationSteps(facts.security));
  if (facts.reruns.asked > 0) reasons.push("It failed again on a rerun, so it is not chance.");
  if (facts.grade.verdict === "thin")
    reasons.push(`The evidence is thin: ${facts.grade.missing.join("; ")}.`);
  return reasons;
}
