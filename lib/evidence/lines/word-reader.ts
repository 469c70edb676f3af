import type { Automaton } from "./automaton";
import { createKernel, type Kernel, LANES, type LaneEnd, WINDOW_BYTES } from "./kernel";

const LINE_FEED = 10;
/** Below this, starting four lanes costs more than it gains. */
const LANES_BYTES_MIN = 2048;

/** Finds an automaton's words in bytes, as fast as memory lets it. Not for two texts at the same time. */
export class WordReader {
  private readonly kernel: Kernel;
  private readonly lineStart: number;

  constructor(automaton: Automaton) {
    this.kernel = createKernel(automaton);
    this.lineStart = automaton.lineStart;
  }

  /** See `Kernel.events`; positions are those in the window that was read last. */
  get events(): Uint32Array {
    return this.kernel.events;
  }

  /**
   * Reads bytes that begin at the start of a line. Tells of each stretch, in order, where the window that it belongs to
   * begins in the bytes, and between which indexes of `events` is what was found in it.
   */
  read(bytes: Buffer, tell: (windowStart: number, eventsStart: number, eventsEnd: number) => void): void {
    let from = 0;
    let state = this.lineStart;
    while (from < bytes.length) {
      const to = windowEnd(bytes, from);
      this.kernel.input.set(bytes.subarray(from, to));
      const starts = laneStarts(bytes, from, to);
      const ends = this.runLanes(starts, to - from, state);
      for (const [lane, { eventsEnd }] of ends.entries()) tell(from, (starts[lane] ?? 0) * 2, eventsEnd);
      state = ends.at(-1)?.state ?? this.lineStart;
      from = to;
    }
  }

  private runLanes(starts: readonly number[], windowLength: number, state: number): LaneEnd[] {
    if (starts.length < LANES || state !== this.lineStart)
      return [this.kernel.readOne(0, windowLength, state)];
    const lengths = starts.map((start, lane) => (starts[lane + 1] ?? windowLength) - start);
    const common = Math.min(...lengths);
    return this.kernel.readFour(starts, common, state).map((end, lane) => {
      const rest = (lengths[lane] ?? 0) - common;
      return rest > 0 ? this.kernel.goOn((starts[lane] ?? 0) + common, rest, end) : end;
    });
  }
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
