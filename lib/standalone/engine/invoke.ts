import type { Sql } from "./database";
import type { Member } from "./decide";
import { engineError } from "./errors";
import { storeEvent } from "./event-store";
import type { Registry } from "./registry";
import { resume } from "./resume";
import { type Run, startRun } from "./runs";

/** step.invoke: starts a run of another function for the wait that was just added. The end of that run ends the wait. */
export async function invoke(
  registry: Registry,
  sql: Sql,
  run: Run,
  member: Extract<Member, { kind: "invoke" }>,
  now: Date,
): Promise<void> {
  const fn = registry.find(member.functionId);
  const name = "inngest/function.invoked";
  const event = await storeEvent(sql, { name, data: member.data }, now, { pending: false });
  const started = fn && (await startRun(sql, fn, event, now, { runId: run.id, stepId: member.stepId }));
  if (started) return;
  const reason = fn ? "its singleton key is taken by another run" : "the app does not serve it";
  const error = engineError("Error", `The function "${member.functionId}" could not be invoked: ${reason}.`);
  await resume(sql, run, member.stepId, { error }, now);
}
