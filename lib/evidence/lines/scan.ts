import { escapeEnd } from "./ansi";
import type { Automaton } from "./automaton";
import { prefixLength } from "./prefix";
import type { Block, LineStore } from "./store";

const CLASSES_SHIFT = 6;
const OWNERS_MAX = 1024;

/** Scratch space, so that small logs cost no allocation: whose words were found in the line, and in which line last. */
const found = new Uint16Array(OWNERS_MAX);
const seen = new Uint32Array(OWNERS_MAX);

/** Is told of every line that has a word of some owner in it, or of every line while it asks for all. */
export interface LineListener {
  /** True: the next line is wanted even if it has no word in it. */
  wantsNext: boolean;
  /** `owners[0 … ownerCount)`: whose words stand in the line. The array is reused. */
  line(lineNumber: number, owners: Uint16Array, ownerCount: number): void;
}

/**
 * Reads one block: finds its lines and the words in them. This loop sees every byte of every log, so it is written
 * for the machine: no allocation, no call per byte.
 */
export function scanBlock(
  automaton: Automaton,
  block: Block,
  store: LineStore,
  listener: LineListener,
): void {
  const { classes, next, firstSpecial, lineStart, escaped, owners } = automaton;
  const bytes = block.bytes;
  const end = bytes.length;
  const codeAt = (index: number) => bytes[index] ?? 0;
  seen.fill(0);
  let foundCount = 0;
  let lineMark = 1;
  let start = 0;
  let state = lineStart;
  let i = prefixLength(bytes, 0, end);
  while (start < end) {
    while (i < end) {
      const before = state;
      state = next[(state << CLASSES_SHIFT) | (classes[bytes[i++] as number] as number)] as number;
      if (state < firstSpecial) continue;
      if (state === lineStart) break;
      if (state === escaped) {
        i = escapeEnd(codeAt, i - 1, end);
        state = before;
        continue;
      }
      for (const owner of owners[state - firstSpecial] as Uint16Array) {
        if (seen[owner] === lineMark) continue;
        seen[owner] = lineMark;
        found[foundCount++] = owner;
      }
    }
    store.addLine(block, start);
    if (foundCount > 0 || listener.wantsNext) {
      block.hits += foundCount;
      listener.line(store.lineCount, found, foundCount);
      foundCount = 0;
    }
    lineMark++;
    start = i;
    if (bytes[i] === 0x32 || bytes[i] === 0xef) i += prefixLength(bytes, i, end);
    state = lineStart;
  }
}
