import type { Category } from "@/lib/domain/loop";

/** A kind of failure that gives itself away in the words of a line. */
export interface Cause {
  readonly id: string;
  readonly category: Category;
  /** A rerun of the same commit may well pass: nothing in the code decides it. */
  readonly isChance: boolean;
  /** How sure the words are, 0…1. */
  readonly weight: number;
  /** For people: what such a line says. */
  readonly says: string;
  /** One of them stands in the line. Without regard to case; "0" is any digit; "^" ties to the start of the line. */
  readonly phrases: readonly string[];
  /** A line with one of these says something else. In lower case. */
  readonly unless?: readonly string[];
}
