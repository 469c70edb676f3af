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

/** The same for a log that streams in. A line without end is cut, so that memory stays bounded. */
export async function* blocksOfStream(
  stream: AsyncIterable<Uint8Array>,
  onBytesDropped: (byteCount: number) => void,
): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of stream) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (bytes.length > 0) {
      const room = BLOCK_BYTES - heldBytes;
      const feed = bytes.lastIndexOf(LINE_FEED, Math.min(bytes.length, Math.max(room, 1)) - 1);
      if (heldBytes + bytes.length < BLOCK_BYTES) {
        held.push(Buffer.from(bytes));
        heldBytes += bytes.length;
        break;
      }
      if (feed >= 0) {
        yield Buffer.concat([...held, bytes.subarray(0, feed + 1)]);
        held = [];
        heldBytes = 0;
        bytes = bytes.subarray(feed + 1);
        continue;
      }
      const whole = Buffer.concat(held);
      const lastFeed = whole.lastIndexOf(LINE_FEED);
      if (lastFeed >= 0) {
        yield whole.subarray(0, lastFeed + 1);
        held = [whole.subarray(lastFeed + 1)];
        heldBytes = whole.length - lastFeed - 1;
        continue;
      }
      const next = bytes.indexOf(LINE_FEED);
      const dropped = next < 0 ? bytes.length : next;
      onBytesDropped(dropped);
      bytes = bytes.subarray(dropped);
      if (next >= 0) {
        yield Buffer.concat([whole, bytes.subarray(0, 1)]);
        held = [];
        heldBytes = 0;
        bytes = bytes.subarray(1);
      }
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
