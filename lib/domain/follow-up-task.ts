import { z } from "zod";

export const FollowUpStatus = z.enum(["scheduled", "executing", "completed", "failed"]);
export type FollowUpStatus = z.infer<typeof FollowUpStatus>;

/** A delayed check in its published form. */
export const FollowUpDocument = z.strictObject({
  id: z.string().regex(/^delayed-\d+$/),
  createdAt: z.iso.datetime(),
  scheduledFor: z.iso.datetime(),
  type: z.literal("pr_readiness_check"),
  status: FollowUpStatus,
  instructions: z.string(),
  environment: z.strictObject({
    branch: z.string(),
    buildNumber: z.string(),
    commitSha: z.string(),
    projectName: z.string(),
  }),
});
export type FollowUpDocument = z.infer<typeof FollowUpDocument>;

/** A stored task in its published form: the document tells how it was scheduled, its row how it stands now. */
export function followUpDocument(task: { document: unknown; status: string }): FollowUpDocument {
  return { ...FollowUpDocument.parse(task.document), status: FollowUpStatus.parse(task.status) };
}

/** What is true of the pull request when its follow-up task runs. */
export interface FollowUpFacts {
  pullRequestOpen: boolean;
  merged: boolean;
  headIsGreen: boolean | null;
  headSha: string;
  loopHeadSha: string;
  repairPullRequest: { open: boolean; merged: boolean } | null;
  loopOpen: boolean;
}

export type FollowUpVerdict =
  | { kind: "resolved"; reason: string }
  | { kind: "waiting_for_person"; reason: string }
  | { kind: "repeat"; reason: string };

/** Resolved, waiting for a person, or the cycle again. Inside the hard limit: a repeat starts a loop under the same budget. */
export function judgeFollowUp(facts: FollowUpFacts): FollowUpVerdict {
  if (facts.merged) return { kind: "resolved", reason: "The pull request was merged." };
  if (!facts.pullRequestOpen) return { kind: "resolved", reason: "The pull request was closed." };
  if (facts.headIsGreen === true)
    return { kind: "resolved", reason: "The pull request's head commit is green." };
  if (facts.loopOpen) return { kind: "waiting_for_person", reason: "A loop is working on the pull request." };
  if (facts.repairPullRequest?.open)
    return { kind: "waiting_for_person", reason: "The repair pull request waits for review." };
  if (facts.headSha !== facts.loopHeadSha && facts.headIsGreen === null)
    return {
      kind: "waiting_for_person",
      reason:
        "The pull request has a newer commit, and CI has not ended on it yet; its end is heard of itself.",
    };
  if (facts.headSha !== facts.loopHeadSha)
    return { kind: "repeat", reason: "The pull request has a newer commit, and it is red." };
  return {
    kind: "waiting_for_person",
    reason: "The same commit is still red; its loop has ended and a person has it.",
  };
}
