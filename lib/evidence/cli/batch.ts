import { availableParallelism } from "node:os";
import process from "node:process";
import { text } from "node:stream/consumers";
import { answerLine, answerLines } from "./answer";
import { compileSparingly } from "./compiler";
import { Output } from "./output";
import { Parcels } from "./parcels";
import { canRunThreads, Thread } from "./thread";

/** So many lines are answered here before more threads are worth their start. */
const LINES_BEFORE_THREADS = 128;
/** Parcels that a thread holds: it has enough to do while this thread is busy with a large log and hears nothing. */
const PARCELS_PER_THREAD = 6;
const THREADS_MAX = 8;

/** Answers lines from standard input in their order; many lines on all processors. */
export async function answerBatch(): Promise<void> {
  compileSparingly();
  const lines = (await text(process.stdin)).split("\n").filter((line) => line.trim() !== "");
  const output = new Output();
  const threads = canRunThreads ? Math.min(availableParallelism() - 1, THREADS_MAX) : 0;
  if (threads > 0 && lines.length > LINES_BEFORE_THREADS) return answerInThreads(lines, threads, output);
  for (const line of lines) await output.write(`${await answerLine(line)}\n`);
  output.flush();
}

/** This thread and others take parcels of lines; what is done is written as soon as everything before it is. */
async function answerInThreads(lines: readonly string[], count: number, output: Output): Promise<void> {
  const parcels = new Parcels(lines, output);
  const threads = Array.from({ length: count }, () => new Thread());
  const others = threads.flatMap((thread) =>
    Array.from({ length: PARCELS_PER_THREAD }, async () => {
      for (let parcel = await parcels.take(); parcel; parcel = await parcels.take())
        await parcels.finish(parcel, await thread.answer(parcel));
    }),
  );
  for (let parcel = await parcels.take(); parcel; parcel = await parcels.take()) {
    await parcels.finish(parcel, await answerLines(parcel.lines));
    await new Promise((resolve) => setImmediate(resolve)); // lets messages of the threads in
  }
  await Promise.all(others);
  for (const thread of threads) thread.end();
  output.flush();
}
