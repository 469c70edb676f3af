import { escapeEnd } from "./ansi";
import { type Automaton, ROW_SHIFT } from "./automaton";
import { prefixLength } from "./prefix";
import type { Block, LineStore } from "./store";
import { WordReader } from "./word-reader";

const LINE_FEED = 10;
const OWNERS_MAX = 1024;

/** Is told of every line that has a word of some owner in it, or of every line while it asks for all. */
export interface LineListener {
  /** True: the next line is wanted even if it has no word in it. */
  readonly wantsNext: boolean;
  /** `owners[0 … ownerCount)`: whose words stand in the line. The array is reused. */
  line(lineNumber: number, owners: Uint16Array, ownerCount: number): void;
}

/** Finds the lines of a log and the words in them. Made once for an automaton; not for two logs at the same time. */
export class Scanner {
  private readonly words: WordReader;
  /** Whose words were found in the line, and in which line each was found last. */
  private readonly found = new Uint16Array(OWNERS_MAX);
  private readonly seen = new Float64Array(OWNERS_MAX);
  private foundCount = 0;
  private lineMark = 1;

  constructor(private readonly automaton: Automaton) {
    this.words = new WordReader(automaton);
  }

  /** Reads one block of whole lines. */
  read(block: Block, store: LineStore, listener: LineListener): void {
    const { bytes } = block;
    const everyLineIsMarked = block.hasNames || hasStreamMark(bytes);
    // A byte order mark keeps the first line from looking like one that begins with its timestamp.
    const line = { start: 0, isEscaped: everyLineIsMarked || bytes[0] === 0xef };
    this.words.read(bytes, (windowStart, eventsStart, eventsEnd) =>
      this.readEvents(windowStart, eventsStart, eventsEnd, block, store, listener, line, everyLineIsMarked),
    );
    if (line.start < bytes.length) this.endLine(bytes.length, block, store, listener, line);
  }

  private readEvents(
    windowStart: number,
    eventsStart: number,
    eventsEnd: number,
    block: Block,
    store: LineStore,
    listener: LineListener,
    line: { start: number; isEscaped: boolean },
    everyLineIsMarked: boolean,
  ): void {
    const { events } = this.words;
    const { lineStart, escaped } = this.automaton;
    for (let i = eventsStart; i < eventsEnd; i += 2) {
      const state = events[i + 1] ?? 0;
      if (state === lineStart) {
        this.endLine(windowStart + (events[i] ?? 0), block, store, listener, line);
        line.isEscaped = everyLineIsMarked;
      } else if (state === escaped) line.isEscaped = true;
      else this.collect(state);
    }
  }

  private collect(state: number): void {
    for (const owner of this.automaton.owners[state - this.automaton.firstSpecial] ?? []) {
      if (this.seen[owner] === this.lineMark) continue;
      this.seen[owner] = this.lineMark;
      this.found[this.foundCount++] = owner;
    }
  }

  /** The line ends before `end`, where its line feed or the end of the log is. */
  private endLine(
    end: number,
    block: Block,
    store: LineStore,
    listener: LineListener,
    line: { start: number; isEscaped: boolean },
  ): void {
    if (line.isEscaped) this.readCarefully(block, line.start, end);
    store.addLine(block, line.start);
    if (this.foundCount > 0 || listener.wantsNext) {
      block.hits += this.foundCount;
      listener.line(store.lineCount, this.found, this.foundCount);
      this.foundCount = 0;
    }
    this.lineMark++;
    line.start = end + 1;
    line.isEscaped = false;
  }

  /** Reads one line again, without its prefix and its escape sequences, which cut words apart. */
  private readCarefully({ bytes, hasNames }: Block, start: number, end: number): void {
    const { classes, next, firstSpecial, lineStart, escaped } = this.automaton;
    const codeAt = (index: number) => bytes[index] ?? 0;
    this.foundCount = 0;
    this.lineMark++;
    let state = lineStart;
    for (let i = start + prefixLength(bytes, start, end, hasNames); i < end; i++) {
      const before = state;
      state = next[(state << ROW_SHIFT) | (classes[codeAt(i)] ?? 0)] ?? 0;
      if (state < firstSpecial) continue;
      if (state === escaped) {
        i = escapeEnd(codeAt, i, end) - 1;
        state = before;
      } else this.collect(state);
    }
  }
}

/** GitLab's newer logs have a mark of the stream behind each timestamp: 32 bytes of prefix instead of 28. */
function hasStreamMark(bytes: Buffer): boolean {
  const feed = bytes.indexOf(LINE_FEED);
  const end = feed < 0 ? bytes.length : feed;
  const length = prefixLength(bytes, 0, end, false);
  const stream = bytes[length - 2];
  return length > 4 && (stream === 0x4f || stream === 0x45) && bytes[length - 5] === 0x20;
}
