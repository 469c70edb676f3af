import type { Automaton } from "./automaton";
import { blankEscapes, blankPrefix } from "./blank-out";
import { prefixLength } from "./prefix";
import type { Block, LineStore } from "./store";
import { type Prepare, WordReader } from "./word-reader";

const LINE_FEED = 10;
const OWNERS_MAX = 1024;
const firstStart = Uint32Array.of(0);

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
  /** Whose words were found in the current line, and the mark of the line in which each was found last. */
  private readonly found = new Uint16Array(OWNERS_MAX);
  private readonly seen = new Float64Array(OWNERS_MAX);
  private foundCount = 0;
  private lineMark = 0;
  private current = 0;
  /** The listener knows all there is to know of the lines up to this one. */
  private told = 0;

  constructor(private readonly automaton: Automaton) {
    this.words = new WordReader(automaton);
  }

  /** Reads one block of whole lines. */
  read(block: Block, store: LineStore, listener: LineListener): void {
    const { bytes } = block;
    if (bytes.length === 0) return;
    this.told = store.lineCount;
    this.current = store.lineCount;
    store.addLines(block, firstStart);
    this.words.read(
      bytes,
      (linesStart, linesEnd, eventsStart, eventsEnd) => {
        const lineNumber = store.lineCount;
        store.addLines(block, this.words.lines.subarray(linesStart, linesEnd));
        this.readEvents(eventsStart, eventsEnd, lineNumber - linesStart, block, listener);
        this.tellUpTo(store.lineCount - 1, block, listener);
      },
      createBlanker(block),
    );
    if (bytes[bytes.length - 1] === LINE_FEED) store.dropLastLine(block);
    this.tellUpTo(store.lineCount, block, listener);
  }

  private readEvents(
    start: number,
    end: number,
    lineOfFirst: number,
    block: Block,
    listener: LineListener,
  ): void {
    const { events } = this.words;
    for (let i = start * 2; i < end * 2; i += 2) {
      const line = lineOfFirst + (events[i] ?? 0);
      if (line !== this.current) {
        this.tellUpTo(line - 1, block, listener);
        this.current = line;
        this.lineMark++;
      }
      this.collect(events[i + 1] ?? 0);
    }
  }

  private collect(state: number): void {
    for (const owner of this.automaton.owners[state - this.automaton.firstSpecial] ?? []) {
      if (this.seen[owner] === this.lineMark) continue;
      this.seen[owner] = this.lineMark;
      this.found[this.foundCount++] = owner;
    }
  }

  /** All words of these lines have been found. */
  private tellUpTo(lineNumber: number, block: Block, listener: LineListener): void {
    if (this.foundCount > 0 && this.current <= lineNumber) {
      while (listener.wantsNext && this.told + 1 < this.current) listener.line(++this.told, this.found, 0);
      block.hits += this.foundCount;
      this.told = this.current;
      listener.line(this.current, this.found, this.foundCount);
      this.foundCount = 0;
    }
    while (listener.wantsNext && this.told < lineNumber) listener.line(++this.told, this.found, 0);
    this.told = Math.max(this.told, lineNumber);
  }
}

/** Takes from the scanner's sight what is no text of the line: escape sequences and what providers put before it. */
function createBlanker({ bytes, hasNames }: Block): Prepare {
  const everyLineIsMarked = hasNames || hasStreamMark(bytes);
  return (piece, from) => {
    blankEscapes(piece);
    if (everyLineIsMarked) {
      const startsLine = from === 0 || bytes[from - 1] === LINE_FEED;
      let start = startsLine ? 0 : piece.indexOf(LINE_FEED) + 1;
      while (start < piece.length) start = blankPrefix(piece, start, hasNames);
    } else if (from === 0 && piece[0] === 0xef) {
      // A byte order mark keeps the first line from looking like one that begins with its timestamp.
      blankPrefix(piece, 0, hasNames);
    }
  };
}

/** GitLab's newer logs have a mark of the stream behind each timestamp: 32 bytes of prefix instead of 28. */
function hasStreamMark(bytes: Buffer): boolean {
  const feed = bytes.indexOf(LINE_FEED);
  const end = feed < 0 ? bytes.length : feed;
  const length = prefixLength(bytes, 0, end, false);
  const stream = bytes[length - 2];
  return length > 4 && (stream === 0x4f || stream === 0x45) && bytes[length - 5] === 0x20;
}
