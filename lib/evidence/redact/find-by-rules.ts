import { buildAutomaton } from "../lines/automaton";
import { WordReader } from "../lines/word-reader";
import type { Rule } from "./rule";
import type { TextRange } from "./text-range";

/**
 * Prepares the search by many rules at once: one look at each character finds the leads of all of them, and a rule is
 * asked only about the lines that have one of its own.
 */
export function createSearch(rules: readonly Rule[]): (text: string) => TextRange[] {
  let findLeads: ((text: string) => Map<number, Set<Rule>>) | undefined;
  return (text) => {
    findLeads ??= createLeadFinder(rules);
    const found: TextRange[] = [];
    const ofText = new Set(rules.filter((rule) => rule.leads === null));
    let line = 0;
    let start = 0;
    for (const [lineIndex, led] of findLeads(text)) {
      for (; line < lineIndex; line++) start = text.indexOf("\n", start) + 1;
      const end = text.indexOf("\n", start);
      const ownText = text.slice(start, end < 0 ? text.length : end);
      for (const rule of led) {
        if (rule.scope === "text") ofText.add(rule);
        else for (const range of rule.find(ownText)) found.push(movedBy(start, range));
      }
    }
    for (const rule of ofText) found.push(...rule.find(text));
    return found;
  };
}

function movedBy(distance: number, { start, end }: TextRange): TextRange {
  return { start: start + distance, end: end + distance };
}

/** Finds the rules of which a lead stands in a line, by the line's index from 0, in order. */
function createLeadFinder(rules: readonly Rule[]): (text: string) => Map<number, Set<Rule>> {
  const automaton = buildAutomaton(rules.map((rule) => rule.leads ?? []));
  const words = new WordReader(automaton);
  const led = automaton.owners.map((owners) => Array.from(owners, (owner) => rules[owner]));
  return (text) => {
    const found = new Map<number, Set<Rule>>();
    let line = 0;
    words.readText(text, (linesStart, linesEnd, eventsStart, eventsEnd) => {
      const { events } = words;
      for (let i = eventsStart * 2; i < eventsEnd * 2; i += 2) {
        const rules = led[(events[i + 1] ?? 0) - automaton.firstSpecial] ?? [];
        for (const rule of rules) note(found, line + (events[i] ?? 0) - linesStart, rule);
      }
      line += linesEnd - linesStart;
    });
    return found;
  };
}

function note(found: Map<number, Set<Rule>>, line: number, rule: Rule | undefined): void {
  if (!rule) return;
  const known = found.get(line);
  if (known) known.add(rule);
  else found.set(line, new Set([rule]));
}
