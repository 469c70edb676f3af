import { assertNever } from "@/lib/assert";
import type { Context } from "@/lib/context";
import { beginAttempt, listAttempts, saveAttempt } from "@/lib/db/attempts";
import { findBrief } from "@/lib/db/briefs";
import { toJson } from "@/lib/db/client";
import type { Drive, LoopRow } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import type { Brief } from "@/lib/domain/brief";
import { exportTree } from "@/lib/github/tree";
import { comparePatchTrees } from "@/lib/patch/compare-patch-trees";
import { defaultGateLimits, type GateVerdict, gatePatch } from "@/lib/patch/gate/gate-patch";
import type { Patch } from "@/lib/patch/patch";
import { readTree } from "@/lib/patch/read-tree";
import { heldLoop } from "./drive";
import { policyOf } from "./policy-of";
import { findSecrets } from "./repair/find-secrets";
import { proveLocally } from "./repair/prove-locally";
import { runAgent } from "./repair/run-agent";
import { storedPatch } from "./repair/store-patch";
import { type AttemptFolders, copyTree, withAttemptFolders } from "./repair/tree-folder";
import { watchFence } from "./repair/watch-fence";
import { repositoryRef } from "./repository-ref";

export type RepairOutcome =
  | { kind: "patched" }
  | { kind: "no_change"; reason: string }
  | { kind: "blocked"; reason: string }
  | { kind: "stale" };

/**
 * Lets the agents try, in the order of the decision, each on a fresh copy of the tree. Kept is the first change that
 * passes the patch gate and is not disproven here, else the first that passes the gate. What changed is computed by us.
 */
export async function makeRepair(ctx: Context, drive: Drive): Promise<RepairOutcome> {
  const loop = await heldLoop(ctx, drive, "repairing");
  if (loop === null) return { kind: "stale" };
  const key = { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt };
  const brief = await findBrief(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
  });
  if (brief === null || !ctx.sandbox.found)
    return { kind: "no_change", reason: "There is no brief or no sandbox to work with." };
  const baseSha = loop.repairHeadSha ?? loop.headSha;
  const attempt = await beginAttempt(ctx.db, key, baseSha, ctx.now());
  if (attempt.patch !== null) return { kind: "patched" };

  const watch = watchFence(ctx, drive);
  try {
    return await withAttemptFolders(ctx.settings.workDirectory, async (folders) => {
      await exportTree(
        ctx.gitStore,
        ctx.github,
        repositoryRef(loop.repository, loop.organization),
        baseSha,
        folders.before,
      );
      return tryAgents(ctx, { loop, brief, folders, attemptId: attempt.id, signal: watch.signal });
    });
  } finally {
    watch.stop();
  }
}

interface Repair {
  loop: LoopRow;
  brief: Brief;
  folders: AttemptFolders;
  attemptId: string;
  signal: AbortSignal;
}

async function tryAgents(ctx: Context, repair: Repair): Promise<RepairOutcome> {
  const { loop, signal } = repair;
  const policy = await policyOf(ctx, loop.organizationId, loop.repositoryId);
  const reasons: string[] = [];
  let blocked: string | null = null;
  let unproven: PatchFacts | null = null;
  for (const id of policy.agents.value) {
    const agent = ctx.agents.find((candidate) => candidate.id === id);
    if (agent === undefined || !agent.suits(repair.brief).suits) continue;
    const tried = await tryAgent(ctx, repair, agent, {
      minutes: policy.budgetMinutes.value,
      weakeningsMax: policy.weakeningsMax.value,
    });
    if (signal.aborted) return { kind: "stale" };
    switch (tried.kind) {
      case "patched":
        if (tried.proven) return keepPatch(ctx, loop, tried.facts);
        unproven ??= tried.facts;
        break;
      case "blocked":
        blocked = tried.reason;
        reasons.push(`${agent.title}: held back by the patch gate. ${tried.reason}`);
        break;
      case "nothing":
        reasons.push(`${agent.title}: ${tried.reason}`);
        break;
      default:
        return assertNever(tried, "agent's result");
    }
  }
  // Still red here, but CI decides: what an agent changed is published and called unproven, not silently dropped.
  if (unproven !== null) return keepPatch(ctx, loop, unproven);
  const reason = reasons.join(" ") || "No agent takes this failure.";
  const key = { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt };
  await saveAttempt(ctx.db, key, {
    outcome: blocked === null ? "no_change" : "blocked",
    reason,
    endedAt: ctx.now(),
  });
  return blocked === null ? { kind: "no_change", reason } : { kind: "blocked", reason };
}

type PatchFacts = Parameters<typeof saveAttempt>[2];

type Tried =
  | { kind: "patched"; proven: boolean; facts: PatchFacts }
  | { kind: "blocked"; reason: string }
  | { kind: "nothing"; reason: string };

async function keepPatch(ctx: Context, loop: LoopRow, facts: PatchFacts): Promise<RepairOutcome> {
  await saveAttempt(
    ctx.db,
    { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt },
    facts,
  );
  return { kind: "patched" };
}

async function tryAgent(
  ctx: Context,
  repair: Repair,
  agent: Context["agents"][number],
  limits: { minutes: number; weakeningsMax: number },
): Promise<Tried> {
  const { loop, brief, folders, signal } = repair;
  if (!ctx.sandbox.found) return { kind: "nothing", reason: ctx.sandbox.reason };
  const { sandbox } = ctx.sandbox;
  const organizationId = loop.organizationId;
  const progress = {
    organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
    stage: "repair" as const,
    key: `${loop.attempt}/agent-${agent.id}`,
    title: agent.title,
  };
  await recordProgress(ctx.db, { ...progress, status: "running", reason: null }, ctx.now());
  const nothing = async (reason: string): Promise<Tried> => {
    await recordProgress(ctx.db, { ...progress, status: "failed", reason }, ctx.now());
    return { kind: "nothing", reason };
  };

  await copyTree(folders.before, folders.after);
  const report = await runAgent(ctx, {
    agent,
    brief,
    folders,
    sandbox,
    session: { organizationId, loopId: loop.id, attemptId: repair.attemptId },
    minutes: limits.minutes,
    signal,
  });
  const [before, after] = await Promise.all([readTree(folders.before), readTree(folders.after)]);
  const patch = comparePatchTrees(before, after);
  if (patch.files.length === 0) return nothing(report.notes || "It changed nothing.");
  if (await repeatsEarlier(ctx, loop, patch)) return nothing("It proposed a change that was tried before.");

  const gate = await gatePatch(
    patch,
    { before, after },
    {
      ...defaultGateLimits,
      weakeningsMax: limits.weakeningsMax,
      category: brief.category,
      implicatedFiles: brief.scope.implicated_files,
      findSecrets,
    },
  );
  const key = { organizationId, loopId: loop.id, number: loop.attempt };
  if (gate.verdict === "blocked") {
    const reason = blockReason(gate);
    await saveAttempt(ctx.db, key, { agent: agent.id, gate: toJson(gate), patchText: patch.text });
    await recordProgress(
      ctx.db,
      { ...progress, status: "failed", reason: `Held back by the patch gate. ${reason}`, detail: { gate } },
      ctx.now(),
    );
    return { kind: "blocked", reason };
  }
  const proof = await proveLocally(sandbox, brief, folders, signal);
  const size = `${patch.files.length} file${patch.files.length === 1 ? "" : "s"}, +${patch.additions} −${patch.deletions}.`;
  await recordProgress(
    ctx.db,
    { ...progress, status: "done", reason: `${size} ${proof.reason}`, detail: { gate, proof } },
    ctx.now(),
  );
  return {
    kind: "patched",
    proven: proof.verdict !== "disproven",
    facts: {
      agent: agent.id,
      patch: toJson(storedPatch(patch, after)),
      patchText: patch.text,
      gate: toJson(gate),
      localProof: toJson(proof),
    },
  };
}

async function repeatsEarlier(ctx: Context, loop: LoopRow, patch: Patch): Promise<boolean> {
  const attempts = await listAttempts(ctx.db, loop.organizationId, loop.id);
  return attempts.some((attempt) => attempt.number < loop.attempt && attempt.patchText === patch.text);
}

function blockReason(gate: GateVerdict): string {
  return gate.findings
    .filter((finding) => finding.severity === "block")
    .slice(0, 3)
    .map((finding) => `${finding.path}: ${finding.reason}`)
    .join(" ");
}
