import type { CodeLiterals } from "./code-literals";
import type { CodeNames } from "./code-names";

/** What a patch does to the code, as far as tests may follow it. */
export interface CodeChanges {
  literals: CodeLiterals;
  names: CodeNames;
}

export interface Objection {
  severity: "block" | "warn";
  line: number | null;
  reason: string;
}

/** Where a change stands, and who asked for it. */
export interface Place {
  /** From 1; where nothing more exact is known. */
  line: number | null;
  /** Where a value stood in the old file, as far as the removed lines tell. */
  lineOf: (value: string) => number | null;
  /** A linter, a formatter or the compiler asked. */
  tidy: boolean;
  /** A check for secrets and other dangers asked: what tests put in may be one. */
  isForSecurity: boolean;
  /** Whether the file as a whole has fewer of this value than it had: else it only moved. */
  isLost: (value: string) => boolean;
  /** What the patch does to the code that is tested. */
  code: CodeChanges;
  /** Whether this test speaks of something in the code that takes or gives something else now. */
  isAskedOtherwise: boolean;
  /** Whether this test speaks of what the patch changed in the code. */
  isOfChangedCode: boolean;
  /** Whether a value is given to something in the code that takes something else now. */
  isGiven: (value: string) => boolean;
  /** Whether this test sets its clock now, and did not before. */
  isClockSet: boolean;
  /** Lines with this value that the patch takes from the file, and all that it puts there. */
  linesOf: (value: string) => { removed: readonly string[]; added: readonly string[] };
  /** Whether a line that came names a value as a part of a path. */
  isInPath: (value: string) => boolean;
  /** How often a text stands in the file before and after. */
  countOf: (text: string) => { before: number; after: number };
}

/** What stands there less often than it did. */
export function lost(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...before].filter(([value, count]) => (after.get(value) ?? 0) < count).map(([value]) => value);
}

export function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
