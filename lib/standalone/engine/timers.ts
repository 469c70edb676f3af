import { assertNever } from "@/lib/assert";
import type { EngineContext } from "./context";
import { engineError } from "./errors";
import { type Memo, resume } from "./resume";
import { lockRun } from "./runs";

/** Sleeps that are over, and waits whose time is up. */

type DueWait = { runId: string; stepId: string; kind: "sleep" | "event" | "invoke" };

/** Ends one due wait. False: none is due. */
export async function endDueWait(engine: EngineContext): Promise<boolean> {
  const { db, clock } = engine;
  const now = clock.now();
  const [due] = await db.rows<DueWait>(
    `select run_id as "runId", step_id as "stepId", kind from engine.waits
      where due_at <= $1 order by due_at limit 1`,
    [now],
  );
  if (!due) return false;
  await db.transaction(async (sql) => {
    const run = await lockRun(sql, due.runId);
    if (run) await resume(sql, run, due.stepId, memoOf(due), now);
  });
  return true;
}

function memoOf({ kind }: DueWait): Memo {
  switch (kind) {
    case "sleep":
    case "event":
      return null;
    case "invoke":
      return { error: engineError("Error", "The invoked function did not end in time.") };
    default:
      return assertNever(kind, "kind of wait");
  }
}
