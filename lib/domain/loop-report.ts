import type { EscalationDocument, EscalationState } from "./escalation";
import type { Category, LoopOutcome, LoopState } from "./loop";
import type { ProofLevel } from "./validation";

/** What is said of a loop in public: on its pull request, in its check run. Text parts may come from outside. */
export interface LoopReport {
  loopId: string;
  url: string;
  state: LoopState;
  outcome: LoopOutcome | null;
  reason: string | null;
  /** The branch that failed. */
  headRef: string;
  category: Category | null;
  failingStep: string | null;
  failingTests: readonly string[];
  attemptLimit: number;
  attempts: readonly {
    number: number;
    agent: string | null;
    changedFiles: readonly string[];
    result: string;
  }[];
  proof: { level: ProofLevel; reasons: readonly string[] } | null;
  repairPullRequest: { number: number; url: string } | null;
  /** A patch that was made and not pushed. `applicable`: nobody has applied it, and we may push for this pull request. */
  suggestion: { patchText: string; applicable: boolean } | null;
  escalation: { document: EscalationDocument; state: EscalationState; takenByLogin: string | null } | null;
  /** The button that somebody pressed last on the check run, and what came of it; null while nobody has. */
  answer: { button: string; words: string } | null;
}
