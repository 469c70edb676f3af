import { escapeEnd } from "./ansi";
import { type Automaton, ROW_SHIFT } from "./automaton";
import { createKernel, type Kernel, LANES, type LaneEnd, WINDOW_BYTES } from "./kernel";
import { prefixLength } from "./prefix";
import type { Block, LineStore } from "./store";

const LINE_FEED = 10;
const OWNERS_MAX = 1024;
/** Below this, starting four lanes costs more than it gains. */
const LANES_BYTES_MIN = 2048;

/** Is told of every line that has a word of some owner in it, or of every line while it asks for all. */
export interface LineListener {
  /** True: the next line is wanted even if it has no word in it. */
  readonly wantsNext: boolean;
  /** `owners[0 … ownerCount)`: whose words stand in the line. The array is reused. */
  line(lineNumber: number, owners: Uint16Array, ownerCount: number): void;
}

/** Finds the lines of a log and the words in them. Made once for an automaton; not for two logs at the same time. */
export class Scanner {
  private readonly kernel: Kernel;
  /** Whose words were found in the line, and in which line each was found last. */
  private readonly found = new Uint16Array(OWNERS_MAX);
  private readonly seen = new Float64Array(OWNERS_MAX);
  private foundCount = 0;
  private lineMark = 1;

  constructor(private readonly automaton: Automaton) {
    this.kernel = createKernel(automaton);
  }

  /** Reads one block of whole lines. */
  read(block: Block, store: LineStore, listener: LineListener): void {
    const { bytes } = block;
    const everyLineIsMarked = block.hasNames || hasStreamMark(bytes);
    // A byte order mark keeps the first line from looking like one that begins with its timestamp.
    const line = { start: 0, isEscaped: everyLineIsMarked || bytes[0] === 0xef };
    let from = 0;
    let state = this.automaton.lineStart;
    while (from < bytes.length) {
      const to = windowEnd(bytes, from);
      this.kernel.input.set(bytes.subarray(from, to));
      const starts = laneStarts(bytes, from, to);
      const ends = this.runLanes(starts, to - from, state);
      for (const [lane, { eventsEnd }] of ends.entries()) {
        this.readEvents(
          (starts[lane] ?? 0) * 2,
          eventsEnd,
          from,
          block,
          store,
          listener,
          line,
          everyLineIsMarked,
        );
      }
      state = ends.at(-1)?.state ?? this.automaton.lineStart;
      from = to;
    }
    if (line.start < bytes.length) this.endLine(bytes.length, block, store, listener, line);
  }

  private runLanes(starts: readonly number[], windowLength: number, state: number): LaneEnd[] {
    if (starts.length < LANES || state !== this.automaton.lineStart)
      return [this.kernel.readOne(0, windowLength, state)];
    const lengths = starts.map((start, lane) => (starts[lane + 1] ?? windowLength) - start);
    const common = Math.min(...lengths);
    return this.kernel.readFour(starts, common, state).map((end, lane) => {
      const rest = (lengths[lane] ?? 0) - common;
      return rest > 0 ? this.kernel.goOn((starts[lane] ?? 0) + common, rest, end) : end;
    });
  }

  private readEvents(
    eventsStart: number,
    eventsEnd: number,
    windowStart: number,
    block: Block,
    store: LineStore,
    listener: LineListener,
    line: { start: number; isEscaped: boolean },
    everyLineIsMarked: boolean,
  ): void {
    const { events } = this.kernel;
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
    if (line.isEscaped) this.readCarefully(block.bytes, line.start, end);
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
  private readCarefully(bytes: Buffer, start: number, end: number): void {
    const { classes, next, firstSpecial, lineStart, escaped } = this.automaton;
    const codeAt = (index: number) => bytes[index] ?? 0;
    this.foundCount = 0;
    this.lineMark++;
    let state = lineStart;
    for (let i = start + prefixLength(bytes, start, end); i < end; i++) {
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

/** Up to a window's length, cut behind a line feed where there is one. */
function windowEnd(bytes: Buffer, from: number): number {
  if (bytes.length - from <= WINDOW_BYTES) return bytes.length;
  const feed = bytes.lastIndexOf(LINE_FEED, from + WINDOW_BYTES - 1);
  return feed >= from ? feed + 1 : from + WINDOW_BYTES;
}

/** Where the lanes begin, relative to the window: at starts of lines. One lane where the lines are too long to share. */
function laneStarts(bytes: Buffer, from: number, to: number): number[] {
  const starts = [0];
  if (to - from < LANES_BYTES_MIN) return starts;
  for (let lane = 1; lane < LANES; lane++) {
    const feed = bytes.indexOf(LINE_FEED, from + Math.floor(((to - from) * lane) / LANES));
    if (feed < 0 || feed + 1 >= to) return [0];
    starts.push(feed + 1 - from);
  }
  return new Set(starts).size === LANES ? starts : [0];
}
