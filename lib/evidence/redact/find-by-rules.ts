import { type Automaton, buildAutomaton, ROW_SHIFT } from "../lines/automaton";
import type { Rule } from "./rule";
import type { TextRange } from "./text-range";

/**
 * Prepares the search by many rules at once: one look at each character finds the leads of all of them, and a rule is
 * asked only about the lines that have one of its own.
 */
export function createSearch(rules: readonly Rule[]): (text: string) => TextRange[] {
  let automaton: Automaton | undefined;
  const always = rules.filter((rule) => rule.leads === null);
  return (text) => {
    automaton ??= buildAutomaton(rules.map((rule) => rule.leads ?? []));
    const { classes, next, firstSpecial, lineStart, owners } = automaton;
    const found: TextRange[] = [];
    const ofText = new Set(always);
    const ofLine = new Set<Rule>();
    let state = lineStart;
    let start = 0;
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : 10;
      state = next[(state << ROW_SHIFT) | (code < 128 ? (classes[code] as number) : 0)] as number;
      if (state < firstSpecial) continue;
      if (state !== lineStart) {
        for (const index of owners[state - firstSpecial] ?? []) {
          const rule = rules[index];
          if (rule) (rule.scope === "line" ? ofLine : ofText).add(rule);
        }
        continue;
      }
      if (ofLine.size > 0) {
        const line = text.slice(start, i);
        for (const rule of ofLine) for (const range of rule.find(line)) found.push(movedBy(start, range));
        ofLine.clear();
      }
      start = i + 1;
    }
    for (const rule of ofText) found.push(...rule.find(text));
    return found;
  };
}

function movedBy(distance: number, { start, end }: TextRange): TextRange {
  return { start: start + distance, end: end + distance };
}
