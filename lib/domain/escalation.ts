import { z } from "zod";
import { ProposedChange } from "./setup/proposed-change";

/** Everything a person needs to take over without reading the whole log again. */
export const EscalationDocument = z.object({
  repository: z.string(),
  pullRequest: z.object({ number: z.int(), url: z.string(), title: z.string() }),
  repairBranch: z.string().nullable(),
  repairPullRequest: z.object({ number: z.int(), url: z.string() }).nullable(),
  /** The run that failed first, then one entry for each attempt. */
  firstRun: z.object({ id: z.string(), name: z.string(), url: z.string().nullable() }),
  attempts: z.array(
    z.object({
      number: z.int(),
      agent: z.string().nullable(),
      runIds: z.array(z.string()),
      commitSha: z.string().nullable(),
      changedFiles: z.array(z.string()),
      tried: z.string(),
      result: z.string(),
    }),
  ),
  category: z.string(),
  failingStep: z.string().nullable(),
  failingTests: z.array(z.string()),
  /** Plain words: what failed, what was tried, what is left. */
  summary: z.string(),
  reasons: z.array(z.string()),
  reproduction: z.array(z.string()),
  remainingUncertainty: z.array(z.string()),
  /** Changes for people to make, so that the next failure explains itself better. Absent in earlier documents. */
  proposals: z.array(ProposedChange).default([]),
});
export type EscalationDocument = z.infer<typeof EscalationDocument>;

export const EscalationState = z.enum(["open", "taken", "returned", "closed"]);
export type EscalationState = z.infer<typeof EscalationState>;

const nextStates: Record<EscalationState, readonly EscalationState[]> = {
  open: ["taken", "closed"],
  taken: ["returned", "closed"],
  returned: ["taken", "closed"],
  closed: [],
};

export function mayMoveEscalation(from: EscalationState, to: EscalationState): boolean {
  return nextStates[from].includes(to);
}
