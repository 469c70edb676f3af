import type { Policy } from "./policy";

/** Everything that decides whether a red commit becomes a loop. Facts only; ids are the caller's business. */
export interface EligibilityFacts {
  headSha: string;
  pullRequest: {
    open: boolean;
    headSha: string;
    headRef: string;
    fork: boolean;
    repairsStopped: boolean;
  } | null;
  repository: { archived: boolean; removed: boolean };
  organization: { suspended: boolean; removed: boolean };
  /** Branch names under this prefix are ours: a red run there is a validation, not a failure. */
  repairBranchPrefix: string;
  openLoopId: string | null;
  /** A loop for the same trigger that has ended already. */
  endedLoopForTrigger: boolean;
  lastLoopStartedAt: Date | null;
  failingRuns: number;
  now: Date;
}

export type RefusalCode =
  | "no_pull_request"
  | "organization_inactive"
  | "repository_inactive"
  | "our_branch"
  | "pull_request_closed"
  | "outdated_commit"
  | "switched_off"
  | "stopped_by_person"
  | "already_fixing"
  | "already_handled"
  | "too_soon"
  | "turned_green";

export type Eligibility =
  | { kind: "repair" }
  | { kind: "refuse"; code: RefusalCode; reason: string }
  | { kind: "wait"; until: Date; code: "too_soon"; reason: string };

/**
 * Is this failure ours to repair? The first "no" wins, from what can never change to what may change soon.
 * A "no" is a good answer: it is stored and shown with its reason.
 */
export function judgeEligibility(facts: EligibilityFacts, policy: Policy): Eligibility {
  const refuse = (code: RefusalCode, reason: string): Eligibility => ({ kind: "refuse", code, reason });
  const { pullRequest } = facts;

  if (facts.organization.removed || facts.organization.suspended)
    return refuse(
      "organization_inactive",
      "The app is suspended or no longer installed for this organization.",
    );
  if (facts.repository.removed || facts.repository.archived)
    return refuse("repository_inactive", "The repository is archived or no longer shared with the app.");
  if (pullRequest === null)
    return refuse(
      "no_pull_request",
      "No open pull request has this commit as its head. Loops repair pull requests only.",
    );
  if (pullRequest.headRef.startsWith(facts.repairBranchPrefix))
    return refuse("our_branch", "This is a repair branch: its runs validate an attempt and start no loop.");
  if (!pullRequest.open) return refuse("pull_request_closed", "The pull request is closed.");
  if (pullRequest.headSha !== facts.headSha)
    return refuse("outdated_commit", `The pull request has moved on to ${pullRequest.headSha.slice(0, 7)}.`);
  if (!policy.automaticRepair)
    return refuse(
      "switched_off",
      "Automatic repair is off for this repository. A maintainer can turn it on in the settings.",
    );
  if (pullRequest.repairsStopped)
    return refuse("stopped_by_person", "A person stopped repairs for this pull request.");
  if (facts.openLoopId !== null)
    return refuse("already_fixing", "A loop is already working on this pull request.");
  if (facts.endedLoopForTrigger)
    return refuse("already_handled", "A loop for this very run has already ended.");
  if (facts.failingRuns === 0) return refuse("turned_green", "No run of this commit is red any more.");

  if (facts.lastLoopStartedAt !== null) {
    const until = new Date(facts.lastLoopStartedAt.getTime() + policy.loopIntervalMinutes * 60_000);
    if (until > facts.now)
      return {
        kind: "wait",
        until,
        code: "too_soon",
        reason: `Loops of one pull request start at least ${policy.loopIntervalMinutes} minutes apart.`,
      };
  }
  return { kind: "repair" };
}
