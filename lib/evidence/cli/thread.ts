import { parentPort, Worker } from "node:worker_threads";
import { answerLines } from "./answer";
import type { Parcel } from "./parcels";

/** A thread starts with this very file: only as a bundle it is all there, and no TypeScript. */
export const canRunThreads = import.meta.url.endsWith(".mjs");

interface Answered {
  index: number;
  answers: Uint8Array;
}

interface Asker {
  resolve(answers: Uint8Array): void;
  reject(error: unknown): void;
}

/** Another thread that answers parcels, one after the other. */
export class Thread {
  private readonly worker = new Worker(new URL(import.meta.url));
  private readonly askers = new Map<number, Asker>();

  constructor() {
    this.worker.on("message", ({ index, answers }: Answered) => {
      this.askers.get(index)?.resolve(answers);
      this.askers.delete(index);
    });
    this.worker.on("error", (error) => {
      for (const asker of this.askers.values()) asker.reject(error);
    });
  }

  answer(parcel: Parcel): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.askers.set(parcel.index, { resolve, reject });
      this.worker.postMessage(parcel);
    });
  }

  end(): void {
    this.worker.postMessage(null);
  }
}

/** What the other thread does: answers the parcels that it is sent, until there are no more. */
export function answerParcels(): void {
  const port = parentPort;
  if (!port) return;
  let queue = Promise.resolve();
  port.on("message", (parcel: Parcel | null) => {
    queue = queue.then(async () => {
      if (parcel === null) return port.close();
      const answers = new TextEncoder().encode(await answerLines(parcel.lines));
      port.postMessage({ index: parcel.index, answers } satisfies Answered, [answers.buffer]);
    });
  });
}
