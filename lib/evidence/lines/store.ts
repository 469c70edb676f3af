import { isAscii } from "node:buffer";
import type { LogView } from "../family";
import { cleanLine } from "./clean";
import { startsWithNames } from "./prefix";

/** Bytes of raw log kept for excerpts; beyond it the least telling parts of the middle are let go. */
export const LOG_KEPT_BYTES_MAX = 16 * 1024 * 1024;

/** A stretch of whole lines. `starts[i]` is where its i-th line begins; the line ends before the next start. */
export interface Block {
  readonly firstLine: number;
  readonly bytes: Buffer;
  /** See `namesLength`. */
  readonly hasNames: boolean;
  starts: Uint32Array;
  lineCount: number;
  /** By its pieces, as far as somebody asked: do they have nothing but ASCII in them? */
  readonly pieces: Uint8Array;
  /** How much this block tells: sum of the hits of families. */
  hits: number;
}

/** Pieces of a block of which it is known together whether they are ASCII: 2 to the power of it bytes. */
const PIECE_SHIFT = 12;
const PLAIN = 1;
const MIXED = 2;

/** A power of two: a line's place in the cache is its number's last bits. */
const CACHED_LINES = 512;
const RAW_BYTES_MAX = 4096;

/** The raw log by line number. Bounded: always has the head, the newest blocks, and those with the most hits. */
export class LineStore implements LogView {
  private readonly blocks: Block[] = [];
  private keptBytes = 0;
  private readonly cachedNumbers = new Float64Array(CACHED_LINES);
  private readonly cachedTexts: string[] = [];
  lineCount = 0;
  byteCount = 0;
  /** Lines that were let go to bound memory. */
  droppedLineCount = 0;

  /** Blocks that were let go are given to `onDrop`: nothing refers to their bytes any more. */
  constructor(private readonly onDrop: (bytes: Buffer) => void = () => {}) {}

  add(bytes: Buffer): Block {
    const block: Block = {
      firstLine: this.lineCount + 1,
      bytes,
      hasNames: startsWithNames(bytes),
      starts: new Uint32Array(Math.max(16, bytes.length >> 5)),
      lineCount: 0,
      pieces: new Uint8Array((bytes.length >> PIECE_SHIFT) + 1),
      hits: 0,
    };
    this.blocks.push(block);
    this.keptBytes += bytes.length;
    if (this.keptBytes > LOG_KEPT_BYTES_MAX) this.dropOne();
    return block;
  }

  /** Lines that follow those of the newest block, by where they begin in it. */
  addLines(block: Block, starts: Uint32Array): void {
    const count = block.lineCount + starts.length;
    if (count > block.starts.length) {
      const grown = new Uint32Array(Math.max(count, block.starts.length * 2));
      grown.set(block.starts.subarray(0, block.lineCount));
      block.starts = grown;
    }
    block.starts.set(starts, block.lineCount);
    block.lineCount = count;
    this.lineCount += starts.length;
  }

  /** Takes back the newest line: behind the last line feed there is nothing. */
  dropLastLine(block: Block): void {
    block.lineCount--;
    this.lineCount--;
  }

  text(lineNumber: number): string {
    const slot = lineNumber & (CACHED_LINES - 1);
    if (this.cachedNumbers[slot] === lineNumber) return this.cachedTexts[slot] ?? "";
    const block = this.blockOf(lineNumber);
    if (!block) return "";
    const index = lineNumber - block.firstLine;
    const start = block.starts[index] ?? 0;
    const end = endOf(block, index);
    const text = cleanLine(block.bytes, start, end, block.hasNames, isPlain(block, start, end));
    this.cachedNumbers[slot] = lineNumber;
    this.cachedTexts[slot] = text;
    return text;
  }

  raw(lineNumber: number): string {
    const block = this.blockOf(lineNumber);
    if (!block) return "";
    const index = lineNumber - block.firstLine;
    const start = block.starts[index] ?? 0;
    return block.bytes.toString("utf8", start, Math.min(endOf(block, index), start + RAW_BYTES_MAX));
  }

  private blockOf(lineNumber: number): Block | undefined {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const block = this.blocks[middle];
      if (!block) return undefined;
      if (lineNumber < block.firstLine) high = middle - 1;
      else if (lineNumber >= block.firstLine + block.lineCount) low = middle + 1;
      else return block;
    }
    return undefined;
  }

  /** Lets the least telling block go, the older one of equals; never the first or the newest ones. */
  private dropOne(): void {
    let least = -1;
    const newest = this.blocks.length - 8;
    for (let i = 1; i < newest; i++) {
      if (least < 0 || (this.blocks[i]?.hits ?? 0) < (this.blocks[least]?.hits ?? 0)) least = i;
    }
    if (least < 0) return;
    const [dropped] = this.blocks.splice(least, 1);
    if (!dropped) return;
    this.keptBytes -= dropped.bytes.length;
    this.droppedLineCount += dropped.lineCount;
    this.onDrop(dropped.bytes);
  }
}

/** Where a line of a block ends, without its line feed. */
function endOf({ bytes, starts, lineCount }: Block, index: number): number {
  const following = index + 1 < lineCount ? starts[index + 1] : undefined;
  if (following !== undefined) return following - 1;
  const feed = bytes.indexOf(10, starts[index]);
  return feed < 0 ? bytes.length : feed;
}

/** Looking at a whole piece costs less than decoding one of its lines. */
function isPlain({ bytes, pieces }: Block, start: number, end: number): boolean {
  for (let piece = start >> PIECE_SHIFT; piece << PIECE_SHIFT < end; piece++) {
    if (pieces[piece] === 0) {
      const from = piece << PIECE_SHIFT;
      pieces[piece] = isAscii(bytes.subarray(from, from + (1 << PIECE_SHIFT))) ? PLAIN : MIXED;
    }
    if (pieces[piece] === MIXED) return false;
  }
  return true;
}
