import type { Context } from "@/lib/context";
import { moveSession } from "@/lib/db/agent-sessions";
import { listAttempts, saveAttempt } from "@/lib/db/attempts";
import { toJson } from "@/lib/db/client";
import { type Drive, holdsFence, type LoopRow } from "@/lib/db/loops";
import type { BegunAttempt } from "@/lib/db/spending";
import { recordProgress } from "@/lib/db/timeline";
import type { Brief } from "@/lib/domain/brief";
import type { BudgetVerdict } from "@/lib/domain/budget";
import type { LocalProof } from "@/lib/domain/local-proof";
import { redact } from "@/lib/evidence/redact/redact";
import { comparePatchTrees } from "@/lib/patch/compare-patch-trees";
import { defaultGateLimits, type GateVerdict, gatePatch } from "@/lib/patch/gate/gate-patch";
import type { Patch } from "@/lib/patch/patch";
import { readTree, TreeLimitError } from "@/lib/patch/read-tree";
import { withMounts } from "@/lib/sandbox/dependencies/with-mounts";
import type { SandboxMount } from "@/lib/sandbox/types";
import type { OrderedAgent } from "../agents-of";
import { beginHeldTurn, reserveCall } from "../budget-of";
import { knownFlakyTests } from "../known-flaky-tests";
import { sandboxInForce } from "../sandbox-in-force";
import { findSecrets } from "./find-secrets";
import { openModel } from "./open-model";
import { openSession } from "./open-session";
import { notRun, type ProofInput, proveLocally } from "./prove-locally";
import { proveLockFile } from "./prove-lock-file";
import { readCiConfiguration } from "./read-ci-configuration";
import { runAgent } from "./run-agent";
import { runInActions } from "./run-in-actions";
import { storedPatch } from "./store-patch";
import { type AttemptFolders, copyTree } from "./tree-folder";

export interface Repair {
  loop: LoopRow;
  drive: Drive;
  brief: Brief;
  folders: AttemptFolders;
  /** Installed packages, shown in every tree. */
  dependencies: readonly SandboxMount[];
  attempt: BegunAttempt;
  /** The commit that the tree before is of. */
  baseSha: string;
  signal: AbortSignal;
}

/** What one agent may use, and what its change may cost the tests. */
export interface RepairLimits {
  left: Extract<BudgetVerdict, { kind: "within" }>["left"];
  weakeningsMax: number;
}

export type PatchFacts = Parameters<typeof saveAttempt>[2];
export type GaveUp = { reason: "real_bug" | "cannot_reproduce"; words: string };

export type Tried =
  | { kind: "patched"; proven: boolean; facts: PatchFacts }
  | { kind: "blocked"; reason: string }
  | { kind: "gave_up"; end: GaveUp }
  | { kind: "nothing"; reason: string };

const toolCallsMax = 200;

const gaveUpWords: Record<GaveUp["reason"], string> = {
  real_bug: "It says this is a real bug that it may not repair:",
  cannot_reproduce: "It could not reproduce the failure:",
};

/** Lets one agent try on a fresh copy of the tree, and judges what it changed. */
export async function tryAgent(
  ctx: Context,
  repair: Repair,
  ordered: OrderedAgent,
  limits: RepairLimits,
): Promise<Tried> {
  const { loop, brief, folders, signal, drive } = repair;
  const attemptId = repair.attempt.id;
  const { agent, options } = ordered;
  const { left } = limits;
  if (agent === null) return { kind: "nothing", reason: "There is no agent of this name." };
  const walls = await sandboxInForce(ctx);
  if (!walls.found && agent.worksInActions !== true) return { kind: "nothing", reason: walls.reason };
  const sandbox = walls.found ? withMounts(walls.sandbox, repair.dependencies) : { refusal: walls.reason };
  const organizationId = loop.organizationId;
  const progress = {
    organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
    stage: "repair" as const,
    key: `${loop.attempt}/agent-${agent.id}`,
    title: agent.title,
  };
  const fail = (reason: string) =>
    recordProgress(ctx.db, { ...progress, status: "failed", reason }, ctx.now());
  await recordProgress(ctx.db, { ...progress, status: "running", reason: null }, ctx.now());

  const opened = await openSession(ctx, { loop, drive, attemptId, agentId: agent.id, options });
  if (opened.kind !== "opened") {
    await fail(opened.reason);
    return { kind: "nothing", reason: opened.reason };
  }
  const session = { organizationId, id: opened.id };
  const turn = await beginHeldTurn(ctx, loop, repair.attempt, {
    key: { organizationId, sessionId: opened.id, attemptId },
    minutesWanted: Math.min(
      left.minutes ?? brief.limits.minutes,
      options?.limits.minutes ?? Number.POSITIVE_INFINITY,
    ),
  });
  if (turn.kind === "refused") {
    await moveSession(ctx.db, session, "COMPLETED", { notes: turn.reason }, ctx.now());
    await fail(turn.reason);
    return { kind: "nothing", reason: turn.reason };
  }
  await copyTree(folders.before, folders.after);
  const report = await runAgent(ctx, {
    agent,
    brief,
    folders,
    sandbox,
    ciConfiguration: () => readCiConfiguration(ctx, loop),
    runInActions: (stop) => runInActions(ctx, loop, repair.baseSha, stop),
    session: { organizationId, sessionId: opened.id },
    turn,
    openModel: () =>
      openModel(ctx, {
        ...ordered,
        agentId: agent.id,
        model: opened.model,
        left,
        reserve: (usage) => reserveCall(ctx, loop, { id: turn.id, attempt: repair.attempt }, usage),
      }),
    toolCallsMax: options?.limits.toolCallsMax ?? toolCallsMax,
    signal,
  });
  const { notes } = report;
  const finish = (to: "IDLE" | "COMPLETED" | "FAILED") =>
    moveSession(ctx.db, session, to, { notes }, ctx.now());

  if (!(await holdsFence(ctx.db, drive))) {
    await finish("COMPLETED");
    return { kind: "nothing", reason: "The loop ended while it worked." };
  }
  if (report.kind === "gave_up") {
    const end = { reason: report.reason, words: `${gaveUpWords[report.reason]} ${notes}` };
    await finish("COMPLETED");
    await fail(end.words);
    return { kind: "gave_up", end };
  }
  const judged = await judgeTrees(ctx, repair, limits.weakeningsMax);
  switch (judged.kind) {
    case "unchanged":
    case "repeated": {
      const reason =
        judged.kind === "repeated"
          ? "It proposed a change that was tried before."
          : notes || "It changed nothing.";
      await finish(report.kind === "failed" ? "FAILED" : "COMPLETED");
      await fail(reason);
      return { kind: "nothing", reason };
    }
    case "too_large":
      await finish("COMPLETED");
      await fail(judged.reason);
      return { kind: "blocked", reason: judged.reason };
    case "blocked": {
      const { gate, patch } = judged;
      const reason = blockReason(gate);
      await finish("COMPLETED");
      await saveAttempt(
        ctx.db,
        { organizationId, loopId: loop.id, number: loop.attempt },
        { agent: agent.id, gate: toJson(gate), patchText: patch.text },
      );
      await recordProgress(
        ctx.db,
        { ...progress, status: "failed", reason: `Held back by the patch gate. ${reason}`, detail: { gate } },
        ctx.now(),
      );
      return { kind: "blocked", reason };
    }
    case "passed": {
      const { gate, patch, after } = judged;
      const repaired = storedPatch(patch, after);
      const place = { organizationId, repositoryId: loop.repositoryId };
      const flaky = (await knownFlakyTests(ctx, place, brief.failing_tests)).length > 0;
      const proof =
        "refusal" in sandbox
          ? notRun(sandbox.refusal)
          : await prove(ctx, { sandbox, brief, folders, patch: repaired, flaky, signal }).catch(
              (error: unknown) => {
                signal.throwIfAborted();
                // Walls that fail now say nothing about the change, and the agent is not paid twice for it.
                ctx.log.warn({ agent: agent.id, error }, "the sandbox failed while the repair was tried");
                return notRun(`the sandbox failed. ${redact(wordsOf(error)).text.slice(0, 500)}`);
              },
            );
      // An agent that was cut off leaves half of its work. It counts where it is seen to repair the failure, and only there.
      if (report.kind === "failed" && proof.verdict !== "proven") {
        await finish("FAILED");
        const reason = `${notes} What it left behind does not repair the failure here.`;
        await fail(reason);
        return { kind: "nothing", reason };
      }
      // It waits for CI's word: red wakes it again, green lets it wrap up.
      await finish("IDLE");
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
          patch: toJson(repaired),
          patchText: patch.text,
          gate: toJson(gate),
          localProof: toJson(proof),
        },
      };
    }
  }
}

/** A lock file is proven with its registry in reach, everything else with none. */
async function prove(ctx: Context, input: ProofInput): Promise<LocalProof> {
  const proof = await proveLockFile({ ...input, registries: ctx.settings.registries });
  return proof ?? proveLocally(input);
}

type Judged =
  | { kind: "unchanged" }
  | { kind: "repeated" }
  | { kind: "too_large"; reason: string }
  | {
      kind: "blocked" | "passed";
      gate: GateVerdict;
      patch: Patch;
      after: Awaited<ReturnType<typeof readTree>>;
    };

/** What the agent changed, by our own eyes, and whether it may leave. */
async function judgeTrees(
  ctx: Context,
  { loop, brief, folders }: Repair,
  weakeningsMax: number,
): Promise<Judged> {
  const before = await readTree(folders.before);
  const after = await readTree(folders.after).catch((error: unknown) => {
    if (error instanceof TreeLimitError) return error;
    throw error;
  });
  if (after instanceof TreeLimitError)
    return { kind: "too_large", reason: `What it left behind is too large for a repair. ${after.message}` };
  const patch = comparePatchTrees(before, after);
  if (patch.files.length === 0) return { kind: "unchanged" };
  const attempts = await listAttempts(ctx.db, loop.organizationId, loop.id);
  if (attempts.some((attempt) => attempt.number < loop.attempt && attempt.patchText === patch.text))
    return { kind: "repeated" };
  const gate = await gatePatch(
    patch,
    { before, after },
    {
      ...defaultGateLimits,
      weakeningsMax,
      category: brief.category,
      implicatedFiles: brief.scope.implicated_files,
      findSecrets,
    },
  );
  return { kind: gate.verdict === "blocked" ? "blocked" : "passed", gate, patch, after };
}

function blockReason(gate: GateVerdict): string {
  return gate.findings
    .filter((finding) => finding.severity === "block")
    .slice(0, 3)
    .map((finding) => `${finding.path}: ${finding.reason}`)
    .join(" ");
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
