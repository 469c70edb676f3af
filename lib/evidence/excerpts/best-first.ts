import type { ExcerptRole, LineRange } from "@/lib/domain/evidence";

export interface Candidate extends LineRange {
  role: ExcerptRole;
  score: number;
  /** The lines that speak of trouble themselves, without what belongs to them. */
  anchor: LineRange;
  /** A test runner, or a program between marks of its own, gives it out as one failure. */
  isReported?: boolean;
}

/** Candidates of which only the best score is known until somebody needs them. */
export interface Unsettled {
  score: number;
  settle(): Candidate[];
}

/**
 * All ranges that may explain the failure, best first. There may be thousands, of which a few fill the excerpts: the rest
 * is never settled.
 */
export class Candidates implements Iterable<Candidate> {
  private readonly ordered: Candidate[] = [];
  /** Settled but not yet given out; the best one last. */
  private readonly waiting: Candidate[];
  /** The best one last. */
  private readonly unsettled: Unsettled[];

  constructor(known: readonly Candidate[], unsettled: readonly Unsettled[]) {
    this.waiting = [...known].sort(better).reverse();
    this.unsettled = [...unsettled].sort((a, b) => b.score - a.score).reverse();
  }

  first(count: number): Candidate[] {
    while (this.ordered.length < count && this.orderNext());
    return this.ordered.slice(0, count);
  }

  *[Symbol.iterator](): Iterator<Candidate> {
    for (let i = 0; i < this.ordered.length || this.orderNext(); i++) yield* this.ordered.slice(i, i + 1);
  }

  /** False if there is none left. */
  private orderNext(): boolean {
    for (let next = this.unsettled.at(-1); next; next = this.unsettled.at(-1)) {
      const best = this.waiting.at(-1);
      if (best && best.score > next.score) break;
      this.unsettled.pop();
      for (const candidate of next.settle()) this.wait(candidate);
    }
    const best = this.waiting.pop();
    if (best) this.ordered.push(best);
    return best !== undefined;
  }

  /** Puts it before what is better, and before its equals, which were there first. */
  private wait(candidate: Candidate): void {
    let low = 0;
    let high = this.waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.waiting[middle];
      if (other && better(other, candidate) > 0) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, candidate);
  }
}

function better(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.startLine - b.startLine;
}
