/** Bytes that are read at once. Lines longer than this are cut here: their rest is counted and let go. */
export const BLOCK_BYTES = 512 * 1024;
const LINE_FEED = 10;

/** Cuts a whole log into blocks of whole lines, without copying. Only the last may lack its line feed. */
export function* blocksOf(bytes: Buffer): Generator<Buffer> {
  let from = 0;
  while (from < bytes.length) {
    if (bytes.length - from <= BLOCK_BYTES) {
      yield bytes.subarray(from);
      return;
    }
    const lastFeed = bytes.lastIndexOf(LINE_FEED, from + BLOCK_BYTES - 1);
    const feed = lastFeed >= from ? lastFeed : bytes.indexOf(LINE_FEED, from + BLOCK_BYTES);
    const to = feed < 0 ? bytes.length : feed + 1;
    yield bytes.subarray(from, to);
    from = to;
  }
}

/** Memory of blocks that a log's store has let go, for the next ones: new memory for each would wait for its collection. */
export class BlockMemory {
  private readonly free: ArrayBufferLike[] = [];

  take(): Buffer {
    const memory = this.free.pop();
    return memory ? Buffer.from(memory) : Buffer.allocUnsafeSlow(BLOCK_BYTES + 1);
  }

  giveBack(block: Buffer): void {
    this.free.push(block.buffer);
  }
}

/**
 * The same for a log that streams in, whatever the pieces it comes in. Of a line that is longer than a block the rest is
 * left out, so that memory stays bounded.
 */
export async function* blocksOfStream(
  stream: AsyncIterable<Uint8Array>,
  memory: BlockMemory,
  onBytesDropped: (byteCount: number) => void,
): AsyncGenerator<Buffer> {
  let block = memory.take();
  let length = 0;
  for await (const piece of stream) {
    let from = 0;
    while (from < piece.length) {
      if (length === BLOCK_BYTES) {
        const feed = piece.indexOf(LINE_FEED, from);
        onBytesDropped((feed < 0 ? piece.length : feed) - from);
        if (feed < 0) break;
        block[length] = LINE_FEED;
        yield block;
        block = memory.take();
        length = 0;
        from = feed + 1;
        continue;
      }
      const count = Math.min(piece.length - from, BLOCK_BYTES - length);
      block.set(piece.subarray(from, from + count), length);
      from += count;
      length += count;
      const end = length === BLOCK_BYTES ? block.lastIndexOf(LINE_FEED, length - 1) + 1 : 0;
      if (end === 0) continue;
      const following = memory.take();
      length = block.copy(following, 0, end, length);
      yield block.subarray(0, end);
      block = following;
    }
  }
  if (length > 0) yield block.subarray(0, length);
}
