import { availableParallelism } from "node:os";
import process from "node:process";
import { createInterface } from "node:readline";
import { parentPort, Worker } from "node:worker_threads";
import { answerLine } from "./answer";

/** So many lines are answered here before more threads are worth their start. */
const LINES_BEFORE_THREADS = 128;
const LINES_PER_PARCEL = 16;
/** Parcels that a thread holds: the next one is there when it is done with one. */
const PARCELS_PER_THREAD = 2;
const THREADS_MAX = 8;
const WRITE_LENGTH = 64 * 1024;

/** A thread starts with this very file: only as a bundle it is all there, and no TypeScript. */
const canRunInThreads = import.meta.url.endsWith(".mjs");

interface Parcel {
  index: number;
  lines: readonly string[];
}

/** Answers lines from standard input in their order; many lines on all processors. */
export async function answerBatch(): Promise<void> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") lines.push(line);
  }
  const output = new Output();
  const threads = canRunInThreads ? Math.min(availableParallelism() - 1, THREADS_MAX) : 0;
  if (threads > 0 && lines.length > LINES_BEFORE_THREADS) return answerInThreads(lines, threads, output);
  for (const line of lines) await output.write(await answerLine(line));
  await output.end();
}

/** This thread and others take parcels of lines; what is done is written as soon as everything before it is. */
async function answerInThreads(lines: readonly string[], threads: number, output: Output): Promise<void> {
  const parcels: (readonly string[])[] = [];
  for (let i = 0; i < lines.length; i += LINES_PER_PARCEL) parcels.push(lines.slice(i, i + LINES_PER_PARCEL));
  const done = new Map<number, string>();
  let nextParcel = 0;
  let nextToWrite = 0;
  const take = () => (nextParcel < parcels.length ? nextParcel++ : null);
  const finish = async (index: number, text: string) => {
    done.set(index, text);
    for (let ready = done.get(nextToWrite); ready !== undefined; ready = done.get(nextToWrite)) {
      done.delete(nextToWrite++);
      await output.write(ready);
    }
  };
  const others = Array.from({ length: threads }, () => runThread(parcels, take, finish));
  for (let index = take(); index !== null; index = take()) {
    const answers: string[] = [];
    for (const line of parcels[index] ?? []) answers.push(await answerLine(line));
    await finish(index, answers.join("\n"));
    await new Promise((resolve) => setImmediate(resolve)); // lets messages of the threads in
  }
  await Promise.all(others);
  await output.end();
}

function runThread(
  parcels: readonly (readonly string[])[],
  take: () => number | null,
  finish: (index: number, text: string) => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url));
    let held = 0;
    const give = () => {
      const index = take();
      if (index !== null) {
        held++;
        worker.postMessage({ index, lines: parcels[index] });
      } else if (held === 0) worker.postMessage(null);
    };
    worker.on("message", ({ index, text }: { index: number; text: string }) => {
      held--;
      give();
      finish(index, text).catch(reject);
    });
    worker.on("error", reject);
    worker.on("exit", () => resolve());
    for (let i = 0; i < PARCELS_PER_THREAD; i++) give();
  });
}

/** What a thread does: answers the parcels that it is sent, until there are no more. */
export function answerParcels(): void {
  const port = parentPort;
  if (!port) return;
  let queue = Promise.resolve();
  port.on("message", (parcel: Parcel | null) => {
    queue = queue.then(async () => {
      if (parcel === null) return port.close();
      const answers: string[] = [];
      for (const line of parcel.lines) answers.push(await answerLine(line));
      port.postMessage({ index: parcel.index, text: answers.join("\n") });
    });
  });
}

/** Standard output with few, large writes; waits while the reader is slower. */
class Output {
  private held = "";

  async write(text: string): Promise<void> {
    this.held += `${text}\n`;
    if (this.held.length >= WRITE_LENGTH) await this.end();
  }

  async end(): Promise<void> {
    const text = this.held;
    this.held = "";
    if (text === "" || process.stdout.write(text)) return;
    await new Promise<void>((resolve) => process.stdout.once("drain", () => resolve()));
  }
}
