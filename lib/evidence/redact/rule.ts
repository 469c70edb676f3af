import type { TextRange } from "./text-range";

/** One way of finding secrets. */
export interface Rule {
  /**
   * One of them stands in every text in which the rule finds something; without regard to case, "0" for any digit. Few
   * lines have a lead of any rule, and only those are searched. Null: every text is.
   */
  readonly leads: readonly string[] | null;
  /** `line`: what it finds never goes beyond a line, so that single lines may be given. `text`: it needs the whole. */
  readonly scope: "line" | "text";
  find(text: string): TextRange[];
}

/** A rule that is one regular expression. */
export function patternRule(pattern: RegExp, leads: readonly string[]): Rule {
  return {
    leads,
    scope: "line",
    find: (text) =>
      Array.from(text.matchAll(pattern), (match) => ({
        start: match.index,
        end: match.index + match[0].length,
      })),
  };
}
