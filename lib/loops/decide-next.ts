import type { Agent } from "@/lib/agents/types";
import { assertNever } from "@/lib/assert";
import { ciProvider } from "@/lib/ci";
import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import { findBrief } from "@/lib/db/briefs";
import { findEvidence } from "@/lib/db/evidence";
import { advanceLoop, type Drive, type LoopRow } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import type { Brief } from "@/lib/domain/brief";
import { type DecisionFacts, decideNextStep, type NextStep } from "@/lib/domain/decide";
import type { RegreenEvent } from "@/lib/domain/events";
import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import { policyValues } from "@/lib/domain/policy";
import { securityFinding } from "@/lib/domain/security-finding";
import { wordsOfChance } from "@/lib/domain/words-of-chance";
import { agentsOf } from "./agents-of";
import { budgetOf } from "./budget-of";
import { heldLoop, nextEvents } from "./drive";
import { escalate } from "./escalate";
import { finishLoop } from "./finish-loop";
import { isFork } from "./is-fork";
import { knownFlakyTests } from "./known-flaky-tests";
import { policyOf } from "./policy-of";
import { repositoryRef } from "./repository-ref";
import { sandboxInForce } from "./sandbox-in-force";
import { waitForStart } from "./wait-for-start";

/** Takes the decision, writes it down with its reasons, and moves the loop accordingly. */
export async function decideNext(ctx: Context, drive: Drive): Promise<RegreenEvent[]> {
  const loop = await heldLoop(ctx, drive, "collecting");
  if (loop === null) return nextEvents(ctx, drive);
  const key = { organizationId: loop.organizationId, loopId: loop.id, attempt: loop.attempt };
  const [evidence, brief] = await Promise.all([findEvidence(ctx.db, key), findBrief(ctx.db, key)]);
  if (evidence === null || brief === null) return [];
  const policy = policyValues(await policyOf(ctx, loop.organizationId, loop.repositoryId));
  const facts = await decisionFacts(ctx, loop, evidence, brief);
  const next = decideNextStep(facts, { ...policy, attemptLimit: loop.attemptLimit }, ctx.now());
  await recordProgress(
    ctx.db,
    {
      organizationId: loop.organizationId,
      loopId: loop.id,
      attempt: loop.attempt,
      stage: "decide",
      key: `${loop.attempt}/decide-${loop.rerunsAsked}`,
      title: titleOf(next),
      status: "done",
      reason: next.reasons.join(" "),
      detail: { decision: next, category: facts.category, grade: facts.grade },
    },
    ctx.now(),
  );
  return apply(ctx, drive, next);
}

async function apply(ctx: Context, drive: Drive, next: NextStep): Promise<RegreenEvent[]> {
  switch (next.kind) {
    case "rerun":
      await advanceLoop(
        ctx.db,
        drive,
        "collecting",
        "rerunning",
        { rerunsAsked: { increment: 1 } },
        ctx.now(),
      );
      return nextEvents(ctx, drive);
    case "repair":
      await advanceLoop(ctx.db, drive, "collecting", "repairing", {}, ctx.now());
      return nextEvents(ctx, drive);
    case "wait_for_start":
      return waitForStart(ctx, drive, next);
    case "escalate":
      return escalate(ctx, drive, next.reasons);
    case "hand_over":
      return finishLoop(ctx, drive, { outcome: "handed_over", reason: next.reasons.join(" ") });
    case "observe":
      return finishLoop(ctx, drive, { outcome: "handed_over", reason: next.reasons.join(" ") });
    default:
      return assertNever(next, "next step");
  }
}

/** Why an agent may not work on this loop at all; null where it may. */
function mayWork(
  agent: Agent | null,
  sandbox: Context["sandbox"],
  fork: boolean,
): { suits: false; reason: string } | null {
  const inActions = agent?.worksInActions === true;
  if (inActions && fork)
    return {
      suits: false,
      reason: "It works in the repository's own Actions, where no fork's code may run.",
    };
  if (!inActions && !sandbox.found) return { suits: false, reason: sandbox.reason };
  return null;
}

async function decisionFacts(
  ctx: Context,
  loop: LoopRow,
  evidence: FailureEvidence,
  brief: Brief,
): Promise<DecisionFacts> {
  const attempts = await listAttempts(ctx.db, loop.organizationId, loop.id);
  let withoutChange = 0;
  for (const attempt of attempts.filter((candidate) => candidate.endedAt !== null))
    withoutChange = attempt.outcome === "no_change" ? withoutChange + 1 : 0;
  const sandbox = await sandboxInForce(ctx);
  return {
    attempt: loop.attempt,
    attemptLimit: loop.attemptLimit,
    attemptsSpent: loop.attemptsSpent,
    attemptsWithoutChange: withoutChange,
    category: evidence.category,
    security: securityFinding(evidence),
    appliesSuggestion: loop.appliesAttemptId !== null,
    intermittent: evidence.intermittent,
    knownFlakyTests: await knownFlakyTests(ctx, loop, evidence.failingTests),
    wordsOfChance: wordsOfChance(evidence),
    reruns: { asked: loop.rerunsAsked, possible: await mayRerun(ctx, loop, evidence) },
    needsPerson: evidence.jobs.flatMap((job) => (job.needsPerson === null ? [] : [job.needsPerson])),
    grade: brief.grade,
    fork: isFork(loop),
    sandboxIsolates: sandbox.found && sandbox.sandbox.isolates,
    agents: (await agentsOf(ctx, loop)).map(({ id, agent, suits }) => {
      const suitability = mayWork(agent, sandbox, isFork(loop)) ?? suits(brief);
      return {
        id,
        suits: suitability.suits,
        reason: suitability.suits ? null : suitability.reason,
        runsRepositoryCode: agent?.runsRepositoryCode ?? true,
      };
    }),
    budget: await budgetOf(ctx, { ...loop, pullRequestId: loop.pullRequestId }, null),
    deadlineAt: loop.deadlineAt,
    startedBy: loop.startedByLogin,
  };
}

/** Only where every provider that is red may run its jobs again: one that may not would stay red. */
async function mayRerun(ctx: Context, loop: LoopRow, evidence: FailureEvidence): Promise<boolean> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const names = [...new Set(evidence.jobs.map((job) => job.provider))];
  for (const name of names) if ((await ciProvider(ctx.ci, name).rerun(repository)) === null) return false;
  return names.length > 0;
}

function titleOf(next: NextStep): string {
  switch (next.kind) {
    case "rerun":
      return "Decision: run the failed jobs again";
    case "repair":
      return next.suggestionOnly
        ? "Decision: suggest a repair"
        : `Decision: repair with ${next.agents.join(", then ")}`;
    case "wait_for_start":
      return `Decision: wait for a person to start ${next.agents[0] ?? "the repair"}`;
    case "escalate":
      return "Decision: ask a person";
    case "hand_over":
      return "Decision: hand over";
    case "observe":
      return "Decision: observe only";
    default:
      return assertNever(next, "next step");
  }
}
