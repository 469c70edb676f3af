import type { Context } from "@/lib/context";
import { saveAttemptRecord } from "@/lib/db/attempt-records";
import { findEvidence } from "@/lib/db/evidence";
import type { LoopRow } from "@/lib/db/loops";
import { AttemptRecord } from "@/lib/domain/attempt-record";

/** One structured record for each attempt, logged and kept: exactly the published fields and nothing else. */
export async function recordAttempt(
  ctx: Context,
  loop: LoopRow,
  outcome: "pass" | "fail",
  escalated: boolean,
): Promise<void> {
  const evidence = await findEvidence(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
  });
  const record = AttemptRecord.parse({
    event: "ci_repair_loop",
    site: `${loop.repository.owner}/${loop.repository.name}`,
    run_id: loop.trigger,
    attempt: loop.attempt,
    max_attempts: loop.attemptLimit,
    failing_tests_count: evidence?.failingTests.length ?? 0,
    repair_branch: loop.repairBranch ?? "",
    pr_number: loop.repairPullRequestNumber,
    validation_outcome: outcome,
    escalated,
    recorded_at: ctx.now().toISOString(),
  });
  const first = await saveAttemptRecord(
    ctx.db,
    { organizationId: loop.organizationId, loopId: loop.id },
    record,
  );
  if (first) ctx.log.info(record);
}
