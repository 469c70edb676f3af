/** What decides whether a person may have a suggested patch applied. */
export interface SuggestionFacts {
  /** The loop has ended, and its last attempt left a patch that was not pushed. */
  suggested: boolean;
  fork: boolean;
  /** A loop was begun for exactly this patch. */
  applied: boolean;
  pullRequestOpen: boolean;
  /** Another loop works on the pull request. */
  beingRepaired: boolean;
  /** Commit that the patch was made for. */
  madeForSha: string;
  /** Newest commit of the pull request. */
  headSha: string;
}

export type SuggestionStanding =
  | { kind: "none" }
  | { kind: "applicable" }
  /** `reason` is a whole sentence for the person who would apply it. */
  | { kind: "held"; reason: string };

/** Whether a suggested patch may be applied now, and if not, why not. Permission of the person is asked apart. */
export function judgeSuggestion(facts: SuggestionFacts): SuggestionStanding {
  if (!facts.suggested) return { kind: "none" };
  const reason = heldBecause(facts);
  return reason === null ? { kind: "applicable" } : { kind: "held", reason };
}

function heldBecause(facts: SuggestionFacts): string | null {
  if (facts.fork) return "The pull request comes from a fork: nothing is pushed for it.";
  if (facts.applied) return "The suggestion was applied before.";
  if (!facts.pullRequestOpen) return "The pull request is closed.";
  if (facts.headSha !== facts.madeForSha)
    return `The pull request has moved on to ${facts.headSha.slice(0, 7)} since the patch was made for ${facts.madeForSha.slice(0, 7)}. Retry makes a new one.`;
  if (facts.beingRepaired) return "Another loop works on this pull request.";
  return null;
}
