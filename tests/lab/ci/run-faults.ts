import type { Conclusion } from "../state/checks";
import type { WorkflowRun } from "../state/workflows";
import type { World } from "../world";

/** How a new run ends before any job begins, where that is armed; counts it down. */
export function takeRunFault(world: World, run: WorkflowRun): Conclusion | null {
  const fault = world.faults.run.find(
    (one) => one.count > 0 && one.repositoryId === run.repositoryId && run.headBranch.startsWith(one.branch),
  );
  if (!fault) return null;
  fault.count -= 1;
  return fault.conclusion;
}
