"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the whole page: however many times are shown, one timer ticks. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    if (document.hidden) return;
    now = Date.now();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function current(): number {
  if (now === 0) now = Date.now();
  return now;
}

/** Epoch milliseconds, ticking each second while the page is seen. `atRender` is what the server said. */
export function useNow(atRender: number): number {
  return useSyncExternalStore(subscribe, current, () => atRender);
}
