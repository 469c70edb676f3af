import { closeSync, createReadStream, fstatSync, openSync, readSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

/** A larger file is streamed. */
const WHOLE_BYTES_MAX = 48 * 1024 * 1024;
const FIRST_BUFFER_BYTES = 4 * 1024 * 1024;
const STREAM_PIECE_BYTES = 256 * 1024;

/**
 * For a log of any length: its lines are garbage as soon as they are read, and V8 would let 48 MB of them pile up before it
 * collects, and older ones until they are four times what is in use. Half as much again costs a hundredth of the time.
 * See https://nodejs.org/docs/latest-v20.x/api/cli.html#--max-semi-space-sizesize-in-megabytes and `node --v8-options`.
 */
export function streamed<T extends AsyncIterable<Uint8Array>>(log: T): T {
  setFlagsFromString("--max-semi-space-size=4");
  setFlagsFromString("--heap-growing-percent=50");
  return log;
}

/** Reads small files into one buffer that is used again: new memory for every log would cost more than reading it. */
export class SourceReader {
  private buffer = Buffer.allocUnsafeSlow(FIRST_BUFFER_BYTES);

  /** The bytes are good until the next call. Throws as `node:fs` does. */
  read(path: string): Uint8Array | AsyncIterable<Uint8Array> {
    const file = openSync(path, "r");
    try {
      const stat = fstatSync(file);
      if (!stat.isFile() || stat.size > WHOLE_BYTES_MAX) {
        return streamed(createReadStream(path, { highWaterMark: STREAM_PIECE_BYTES }));
      }
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
