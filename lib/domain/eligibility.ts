import type { Policy } from "./policy";

/** Somebody who made a pull request or pushed to it, and what GitHub says they may do. */
export interface PersonFacts {
  login: string;
  bot: boolean;
  role: string;
  mayWrite: boolean;
}

/** Everything that decides whether a red commit becomes a loop. Facts only; ids are the caller's business. */
export interface EligibilityFacts {
  headSha: string;
  pullRequest: {
    open: boolean;
    headSha: string;
    headRef: string;
    fork: boolean;
    repairsStopped: boolean;
    labels: readonly string[];
    author: PersonFacts;
    /** Who pushed the head commit; null where it could not be told yet. It is asked again before a push. */
    pusher: PersonFacts | null;
    /** Whether a changed file is let in by the settings' paths. */
    pathsMatch: boolean;
    /** Which of its budgets are spent, in words; none while it is within all of them. */
    spentBudgets: readonly string[];
    /** Loops of this pull request in the last 24 hours. */
    loopsToday: number;
  } | null;
  /** The branch of a merge queue that this commit was tested on; null for all others. */
  mergeQueueBranch: string | null;
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
  | "merge_queue"
  | "pull_request_closed"
  | "outdated_commit"
  | "switched_off"
  | "stopped_by_person"
  | "already_fixing"
  | "already_handled"
  | "too_soon"
  | "turned_green"
  | "label_missing"
  | "label_blocks"
  | "paths_unmatched"
  | "author_may_not_write"
  | "pusher_may_not_write"
  | "bot_loop"
  | "over_budget";

export type Eligibility =
  | { kind: "repair" }
  | { kind: "refuse"; code: RefusalCode; reason: string }
  | { kind: "wait"; until: Date; code: "too_soon"; reason: string };

/** Loops a day on commits that bots pushed: one that answers each repair with a new commit would never end. */
const loopsOnBotCommitsMax = 3;

/**
 * Is this failure ours to repair? The first "no" wins, from what can never change to what may change soon.
 * A "no" is a good answer: it is stored and shown with its reason.
 */
export function judgeEligibility(facts: EligibilityFacts, policy: Policy): Eligibility {
  const refuse = (code: RefusalCode, reason: string): Eligibility => ({ kind: "refuse", code, reason });
  const { pullRequest } = facts;

  const noAccess = accessReason(facts);
  if (noAccess !== null) return noAccess;
  if (facts.mergeQueueBranch !== null)
    return refuse(
      "merge_queue",
      "The commit is one of a merge queue, whose branch is never pushed to. Its pull request is repaired when its own commit is red.",
    );
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
  const filtered = filterReason(pullRequest, policy);
  if (filtered !== null) return filtered;
  if (!pullRequest.fork) {
    const stranger = strangerReason(pullRequest);
    if (stranger !== null) return stranger;
  }
  if (facts.openLoopId !== null)
    return refuse("already_fixing", "A loop is already working on this pull request.");
  if (facts.endedLoopForTrigger)
    return refuse("already_handled", "A loop for this very run has already ended.");
  if (pullRequest.pusher?.bot === true && pullRequest.loopsToday >= loopsOnBotCommitsMax)
    return refuse(
      "bot_loop",
      `${pullRequest.pusher.login} pushed this commit, and ${pullRequest.loopsToday} loops ran on this pull request today: two bots may be answering each other. A person can have it looked at again.`,
    );
  if (pullRequest.spentBudgets.length > 0) return refuse("over_budget", pullRequest.spentBudgets.join(" "));
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

type Refused = Extract<Eligibility, { kind: "refuse" }>;
type PullRequestFacts = NonNullable<EligibilityFacts["pullRequest"]>;

/** Why the app can do nothing here at all; null while it can. */
export function accessReason({
  organization,
  repository,
}: Pick<EligibilityFacts, "organization" | "repository">): Refused | null {
  if (organization.removed || organization.suspended)
    return {
      kind: "refuse",
      code: "organization_inactive",
      reason: "The app is suspended or no longer installed for this organization.",
    };
  if (repository.removed || repository.archived)
    return {
      kind: "refuse",
      code: "repository_inactive",
      reason: "The repository is archived or no longer shared with the app.",
    };
  return null;
}

/** What the settings leave out. */
export function filterReason(
  pullRequest: Pick<PullRequestFacts, "labels" | "pathsMatch">,
  policy: Pick<Policy, "requiredLabel" | "blockingLabel" | "paths">,
): Refused | null {
  const has = (label: string) => pullRequest.labels.some((one) => one.toLowerCase() === label.toLowerCase());
  if (policy.blockingLabel !== "" && has(policy.blockingLabel))
    return {
      kind: "refuse",
      code: "label_blocks",
      reason: `The pull request has the label "${policy.blockingLabel}", which keeps repairs away.`,
    };
  if (policy.requiredLabel !== "" && !has(policy.requiredLabel))
    return {
      kind: "refuse",
      code: "label_missing",
      reason: `The pull request does not have the label "${policy.requiredLabel}" that the settings ask for.`,
    };
  if (!pullRequest.pathsMatch)
    return {
      kind: "refuse",
      code: "paths_unmatched",
      reason: `The pull request changes no file of those that are repaired here: ${policy.paths.join(", ")}.`,
    };
  return null;
}

/** CI runs a repair branch with the repository's secrets, so everybody whose code is in it must be able to push. */
export function strangerReason(pullRequest: Pick<PullRequestFacts, "author" | "pusher">): Refused | null {
  const { author, pusher } = pullRequest;
  if (!author.mayWrite)
    return {
      kind: "refuse",
      code: "author_may_not_write",
      reason: `The author of the pull request, ${author.login}, may not write to the repository (${author.role}), so nothing is pushed for them.`,
    };
  if (pusher !== null && !pusher.mayWrite)
    return {
      kind: "refuse",
      code: "pusher_may_not_write",
      reason: `${pusher.login}, who pushed the last commit, may not write to the repository (${pusher.role}), so nothing is pushed for them.`,
    };
  return null;
}
