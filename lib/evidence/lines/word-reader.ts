import type { Automaton } from "./automaton";
import { createKernel, type Kernel, LANES, type LaneEnd, WINDOW_BYTES } from "./kernel";

const LINE_FEED = 10;
/** Below this, starting four lanes costs more than it gains. */
const LANES_BYTES_MIN = 2048;

/** Is told what stands in a stretch of the text, stretch by stretch in order: parts of `lines` and of `events`. */
export type Tell = (linesStart: number, linesEnd: number, eventsStart: number, eventsEnd: number) => void;

/** Changes the copy of a piece of the text, which begins at index `from` of it, before it is read. */
export type Prepare = (piece: Buffer, from: number) => void;

/** Finds an automaton's words in bytes, as fast as memory lets it. Not for two texts at the same time. */
export class WordReader {
  private readonly kernel: Kernel;

  constructor(private readonly automaton: Automaton) {
    this.kernel = createKernel(automaton);
  }

  /** For each line feed the index behind it in the bytes; see `Kernel.lines`. */
  get lines(): Uint32Array {
    return this.kernel.lines;
  }

  /** See `Kernel.events`. */
  get events(): Uint32Array {
    return this.kernel.events;
  }

  /** Reads a text as its bytes; one that fits into a window without a copy of its own. */
  readText(text: string, tell: Tell): void {
    const { input } = this.kernel;
    if (text === "") return;
    if (text.length * 3 > WINDOW_BYTES) this.read(Buffer.from(text), tell);
    else this.readWindow(input.subarray(0, input.write(text)), 0, this.automaton.lineStart, tell);
  }

  /** Reads bytes that begin at the start of a line. */
  read(bytes: Buffer, tell: Tell, prepare: Prepare | null = null): void {
    const { lineStart } = this.automaton;
    let from = 0;
    let state = lineStart;
    while (from < bytes.length) {
      const to = windowEnd(bytes, from);
      bytes.copy(this.kernel.input, 0, from, to);
      prepare?.(this.kernel.input.subarray(0, to - from), from);
      state = this.readWindow(this.kernel.input.subarray(0, to - from), from, state, tell);
      from = to;
    }
  }

  /** Reads what stands in the kernel's input and begins at index `offset` of the bytes. Answers the state it leads to. */
  private readWindow(window: Buffer, offset: number, state: number, tell: Tell): number {
    const starts = laneStarts(window);
    const ends = this.runLanes(starts, window.length, state, offset);
    for (const [lane, { linesEnd, eventsEnd }] of ends.entries()) {
      const start = starts[lane] ?? 0;
      tell(start, linesEnd, start, eventsEnd);
    }
    return ends.at(-1)?.state ?? state;
  }

  private runLanes(
    starts: readonly number[],
    windowLength: number,
    state: number,
    offset: number,
  ): LaneEnd[] {
    if (starts.length < LANES || state !== this.automaton.lineStart)
      return [this.kernel.readOne(0, windowLength, state, offset)];
    const lengths = starts.map((start, lane) => (starts[lane + 1] ?? windowLength) - start);
    const common = Math.min(...lengths);
    return this.kernel.readFour(starts, common, state, offset).map((end, lane) => {
      const rest = (lengths[lane] ?? 0) - common;
      return rest > 0 ? this.kernel.goOn((starts[lane] ?? 0) + common, rest, end, offset) : end;
    });
  }
}

/** Up to a window's length, cut behind a line feed where there is one. */
function windowEnd(bytes: Buffer, from: number): number {
  if (bytes.length - from <= WINDOW_BYTES) return bytes.length;
  const feed = bytes.lastIndexOf(LINE_FEED, from + WINDOW_BYTES - 1);
  return feed >= from ? feed + 1 : from + WINDOW_BYTES;
}

/** Where the lanes begin in a window: at starts of lines. One lane where the lines are too long to share. */
function laneStarts(window: Buffer): number[] {
  const starts = [0];
  if (window.length < LANES_BYTES_MIN) return starts;
  for (let lane = 1; lane < LANES; lane++) {
    const feed = window.indexOf(LINE_FEED, Math.floor((window.length * lane) / LANES));
    if (feed < 0 || feed + 1 >= window.length) return [0];
    starts.push(feed + 1);
  }
  return new Set(starts).size === LANES ? starts : [0];
}
