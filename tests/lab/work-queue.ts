/** Work in its order, some of it at once: the machines that a provider has. */
export interface WorkQueue {
  /** @param work ends soon after its signal, and never throws where somebody waits for its result */
  add(work: (signal: AbortSignal) => Promise<void>): void;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
  /** Stops what runs and forgets what waits. */
  close(): Promise<void>;
}

export function createWorkQueue(atOnce: () => number, what: string): WorkQueue {
  const waiting: ((signal: AbortSignal) => Promise<void>)[] = [];
  const running = new Map<Promise<void>, AbortController>();
  let closed = false;

  function pump(): void {
    while (!closed && running.size < atOnce()) {
      const next = waiting.shift();
      if (next === undefined) return;
      const controller = new AbortController();
      const doing = next(controller.signal)
        .catch((error: unknown) => console.error(`The lab's ${what} failed:`, error))
        .finally(() => {
          running.delete(doing);
          pump();
        });
      running.set(doing, controller);
    }
  }

  return {
    add(work) {
      waiting.push(work);
      pump();
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.keys());
    },
    async close() {
      closed = true;
      for (const controller of running.values()) controller.abort();
      await Promise.all(running.keys());
    },
  };
}
