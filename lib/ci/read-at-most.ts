/** The beginning of a stream, at most `bytesMax`; the rest is not even received. */
export async function readAtMost(stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const room = bytesMax - size;
    chunks.push(value.length > room ? value.subarray(0, room) : value);
    size += Math.min(value.length, room);
    if (size >= bytesMax) {
      await reader.cancel();
      break;
    }
  }
  return Buffer.concat(chunks);
}
