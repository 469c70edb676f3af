import type { Readable } from "node:stream";
import { limits } from "./limits";
import type { LimitedProcess } from "./start-limited";
import type { SandboxRequest, SandboxResult } from "./types";

/** Keeps the first bytes of a stream; the rest is read and dropped, so that the writer never blocks. */
function keepFirst(stream: Readable, bytesMax: number): { text: () => string; truncated: () => boolean } {
  const chunks: Buffer[] = [];
  let kept = 0;
  let truncated = false;
  stream.on("data", (chunk: Buffer) => {
    const room = bytesMax - kept;
    if (chunk.length > room) truncated = true;
    if (room <= 0) return;
    const part = chunk.subarray(0, room);
    chunks.push(part);
    kept += part.length;
  });
  return { text: () => Buffer.concat(chunks).toString("utf8"), truncated: () => truncated };
}

/** For a stream that somebody else reads: counts, and ends its writer where it says too much. */
function countOnly(stream: Readable, bytesMax: number, endWriter: () => void) {
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) endWriter();
  });
  return { text: () => "", truncated: () => bytes > bytesMax };
}

/** Gives a started program its input, or its streams to who converses with it, and answers with what it said. */
export async function runToEnd(process: LimitedProcess, request: SandboxRequest): Promise<SandboxResult> {
  const { standardInput = "", outputBytesMax = limits.outputBytesMax, converse } = request;
  const output = converse
    ? countOnly(process.stdout, outputBytesMax, process.kill)
    : keepFirst(process.stdout, outputBytesMax);
  const errors = keepFirst(process.stderr, outputBytesMax);
  if (converse) converse({ input: process.stdin, output: process.stdout });
  else process.stdin.end(standardInput);
  const end = await process.wait();
  return {
    ...end,
    standardOutput: output.text(),
    standardError: errors.text(),
    truncated: output.truncated() || errors.truncated(),
  };
}
