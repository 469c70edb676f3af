import picomatch from "picomatch";
import type { CiTrigger } from "../world";
import type { BranchFilter, WorkflowFile } from "./workflow-file";

/** Whether a workflow runs for this event. Branch filters of a pull request look at the branch it goes into. */
export function isTriggered(workflow: WorkflowFile, trigger: CiTrigger): boolean {
  switch (trigger.event) {
    case "push": {
      const filter = workflow.on.push;
      if (!filter) return false;
      // A filter on tags alone leaves branches out.
      if (filter.tags && !filter.branches && !filter["branches-ignore"]) return false;
      return branchMatches(filter, trigger.headBranch);
    }
    case "pull_request":
      return (
        workflow.on.pull_request !== undefined &&
        branchMatches(workflow.on.pull_request, trigger.baseBranch ?? "")
      );
    case "merge_group":
      return "merge_group" in workflow.on;
    case "workflow_dispatch":
      return "workflow_dispatch" in workflow.on;
  }
}

/** GitHub skips pushes and pull requests whose head commit says so. */
export function asksToSkip(message: string): boolean {
  return /\[(skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(message);
}

function branchMatches(filter: BranchFilter, branch: string): boolean {
  if (filter["branches-ignore"]) return !matchesAny(filter["branches-ignore"], branch);
  return filter.branches === null || matchesAny(filter.branches, branch);
}

/** The last pattern that matches decides; `!` takes a branch out again. */
function matchesAny(patterns: readonly string[], branch: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith("!");
    if (picomatch.isMatch(branch, negative ? pattern.slice(1) : pattern, { dot: true })) matched = !negative;
  }
  return matched;
}
