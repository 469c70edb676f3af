import { type Automaton, buildAutomaton, ROW_SHIFT } from "./automaton";

const LISTS_MAX = 31;

/** Answers, as bits, which of the lists have a phrase that stands in a text. Reads each character once. */
export type FindPhrases = (text: string) => number;

/** Phrases are written like triggers: no case, "0" for any digit, "^" for the start of the text. */
export function createPhraseFinder(lists: readonly (readonly string[])[]): FindPhrases {
  if (lists.length > LISTS_MAX) throw new Error(`${lists.length} lists of phrases, ${LISTS_MAX} fit`);
  let built: { automaton: Automaton; bits: Int32Array } | undefined;
  return (text) => {
    built ??= build(lists);
    const { classes, next, firstSpecial, lineStart } = built.automaton;
    let state = lineStart;
    let found = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      state = next[(state << ROW_SHIFT) | (code < 128 ? (classes[code] as number) : 0)] as number;
      if (state >= firstSpecial) found |= built.bits[state - firstSpecial] as number;
    }
    return found;
  };
}

function build(lists: readonly (readonly string[])[]): { automaton: Automaton; bits: Int32Array } {
  const automaton = buildAutomaton(lists);
  const bits = automaton.owners.map((owners) => owners.reduce((sum, owner) => sum | (1 << owner), 0));
  return { automaton, bits: Int32Array.from(bits) };
}
