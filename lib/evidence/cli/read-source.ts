import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";

/** A larger file is streamed. */
const WHOLE_BYTES_MAX = 48 * 1024 * 1024;
const FIRST_BUFFER_BYTES = 4 * 1024 * 1024;

/** Reads small files into one buffer that is used again: new memory for every log would cost more than reading it. */
export class SourceReader {
  private buffer = Buffer.allocUnsafeSlow(FIRST_BUFFER_BYTES);

  /** The bytes are good until the next call. Throws as `node:fs` does. */
  read(path: string): Uint8Array | AsyncIterable<Uint8Array> {
    const file = openSync(path, "r");
    try {
      const stat = fstatSync(file);
      if (!stat.isFile() || stat.size > WHOLE_BYTES_MAX)
        return createReadStream(path, { highWaterMark: 1024 * 1024 });
      if (stat.size > this.buffer.length) this.buffer = Buffer.allocUnsafeSlow(stat.size * 2);
      let length = 0;
      while (length < stat.size) {
        const count = readSync(file, this.buffer, length, stat.size - length, length);
        if (count === 0) break;
        length += count;
      }
      return this.buffer.subarray(0, length);
    } finally {
      closeSync(file);
    }
  }
}
