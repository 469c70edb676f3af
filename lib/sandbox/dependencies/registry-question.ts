import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const bytesMax = 4 * 1024 * 1024;

/** What a registry is asked, as JSON and no other bytes; null for what is none, or too long packed or unpacked. */
export async function readQuestion(request: IncomingMessage): Promise<string | null> {
  const packed = request.headers["content-encoding"] === "gzip";
  const stream: Readable = packed ? request.pipe(createGunzip()) : request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      if (bytes > bytesMax) return null;
      chunks.push(chunk as Buffer);
    }
    return JSON.stringify(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch {
    return null;
  }
}
