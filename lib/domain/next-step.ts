import { assertNever } from "../assert";
import type { EscalationState } from "./escalation";
import type { LoopOutcome, LoopState } from "./loop";

export interface NextStepFacts {
  state: LoopState;
  outcome: LoopOutcome | null;
  /** The branch that failed. */
  headRef: string;
  repairPullRequest: { number: number } | null;
  escalation: { state: EscalationState; takenByLogin: string | null } | null;
  /** A patch that was made and not pushed; `applicable`: Regreen may push it for this pull request. */
  suggestion: { applicable: boolean } | null;
}

/**
 * Whose turn it is and what they would do, in whole sentences. `review`: a person reads the draft pull request; `take`:
 * a person takes the hand-over; `start`, `apply` and `retry` are the buttons of these names; `nothing`: nobody has to do
 * anything.
 */
export interface NextStep {
  kind: "nothing" | "start" | "review" | "take" | "apply" | "retry";
  words: string;
}

/** What a person who looks at a loop does next. */
export function nextStep(facts: NextStepFacts): NextStep {
  switch (facts.state) {
    case "collecting":
      return nothing("Nothing: the evidence is being collected.");
    case "rerunning":
      return nothing("Nothing: the failed jobs run again, since this looks like chance.");
    case "repairing":
      return nothing("Nothing: an agent works on it.");
    case "validating":
      return nothing("Nothing: CI is running on the repair.");
    case "waiting":
      return { kind: "start", words: "Press Start: agents do not begin by themselves here." };
    case "ended":
      return facts.outcome === null ? nothing("Nothing: the loop ended.") : afterEnd(facts.outcome, facts);
    default:
      return assertNever(facts.state, "loop state");
  }
}

function afterEnd(outcome: LoopOutcome, facts: NextStepFacts): NextStep {
  switch (outcome) {
    case "fixed":
      if (facts.repairPullRequest === null) return nothing("Nothing: CI is green again.");
      return {
        kind: "review",
        words: `Read draft pull request #${facts.repairPullRequest.number} and merge it into ${facts.headRef}.`,
      };
    case "escalated":
      return afterEscalation(facts.escalation);
    case "handed_over":
      if (facts.suggestion?.applicable)
        return { kind: "apply", words: "Read the suggested patch and apply it, or copy it." };
      if (facts.suggestion !== null)
        return { kind: "review", words: "Read the suggested patch and copy it." };
      return nothing("It is in a person's hands. Retry begins again.");
    case "blocked":
      return { kind: "retry", words: "Look at what held the patch back, mend it by hand or retry." };
    case "superseded":
      return nothing("Nothing: the newer commit gets a loop of its own if it fails.");
    case "cancelled":
      return nothing("Nothing, unless the pull request is still red: Retry begins again.");
    default:
      return assertNever(outcome, "loop outcome");
  }
}

function afterEscalation(escalation: NextStepFacts["escalation"]): NextStep {
  if (escalation === null) return nothing("A person was asked to take over.");
  switch (escalation.state) {
    case "open":
    case "returned":
      return { kind: "take", words: "Take the hand-over: what was tried and what is left stands there." };
    case "taken":
      return nothing(`${escalation.takenByLogin ?? "Somebody"} has taken it over.`);
    case "closed":
      return nothing("Nothing: the hand-over is closed.");
    default:
      return assertNever(escalation.state, "escalation state");
  }
}

function nothing(words: string): NextStep {
  return { kind: "nothing", words };
}
