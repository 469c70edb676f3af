import { type Automaton, buildAutomaton } from "./automaton";
import { createKernel, type Kernel, WINDOW_BYTES } from "./kernel";

const LISTS_MAX = 31;
/** A character has at most three bytes for each of its UTF-16 units. */
const PIECE_LENGTH = Math.floor(WINDOW_BYTES / 3);

/** Answers, as bits, which of the lists have a phrase that stands in a text. Reads each character once. */
export type FindPhrases = (text: string) => number;

interface Built {
  automaton: Automaton;
  kernel: Kernel;
  /** The lists whose phrases end in a state, by `state - firstSpecial`. */
  bits: Int32Array;
}

/**
 * Phrases are written like triggers: no case, "0" for any digit, "^" for the start of the text. They are looked for in bytes,
 * because asking a string for its characters costs several times as much: V8 has a dozen kinds of strings.
 */
export function createPhraseFinder(lists: readonly (readonly string[])[]): FindPhrases {
  if (lists.length > LISTS_MAX) throw new Error(`${lists.length} lists of phrases, ${LISTS_MAX} fit`);
  let built: Built | undefined;
  return (text) => {
    built ??= build(lists);
    const { automaton, kernel, bits } = built;
    let state = automaton.lineStart;
    let found = 0;
    for (let from = 0; from < text.length; from += PIECE_LENGTH) {
      const piece = text.length <= PIECE_LENGTH ? text : text.slice(from, from + PIECE_LENGTH);
      const end = kernel.readOne(0, kernel.input.write(piece), state, 0);
      for (let i = 0; i < end.eventsEnd; i++)
        found |= bits[(kernel.events[2 * i + 1] ?? 0) - automaton.firstSpecial] ?? 0;
      state = end.state;
    }
    return found;
  };
}

function build(lists: readonly (readonly string[])[]): Built {
  const automaton = buildAutomaton(lists);
  const bits = automaton.owners.map((owners) => owners.reduce((sum, owner) => sum | (1 << owner), 0));
  return { automaton, kernel: createKernel(automaton), bits: Int32Array.from(bits) };
}
