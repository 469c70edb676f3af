/** The lab's own time. Tests move it to make tokens and links expire without waiting. */
export interface Clock {
  now(): Date;
  iso(): string;
  setOffset(offsetMs: number): void;
}

export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs;
  const now = () => new Date(Date.now() + offset);
  return {
    now,
    // GitHub's timestamps have whole seconds.
    iso: () => isoSeconds(now()),
    setOffset: (next) => {
      offset = next;
    },
  };
}

export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
