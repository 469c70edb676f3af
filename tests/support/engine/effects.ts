/** One line for each real execution of code inside a step: the proof of what ran, how often and in which order. */
export type Effect = { subject: string; what: string; at: number };

export type RunEnd = {
  /** The id of the event that started the run. */
  eventId: string;
  functionId: string;
  runId: string;
  state: "completed" | "failed" | "cancelled";
  result: unknown;
  error: { name: string; message: string } | null;
};

export type Journal = {
  effect(subject: string, what: string): void;
  end(end: RunEnd): void;
  effectsOf(subject: string): string[];
  endsOf(eventId: string): RunEnd[];
  /** Resolves once the condition holds, looked at after each entry. */
  until<Found>(look: () => Found | undefined | false): Promise<Found>;
};

export function createJournal(): Journal {
  const effects: Effect[] = [];
  const ends: RunEnd[] = [];
  const watchers = new Set<() => void>();
  const added = () => {
    for (const watcher of [...watchers]) watcher();
  };
  return {
    effect: (subject, what) => {
      effects.push({ subject, what, at: Date.now() });
      added();
    },
    end: (end) => {
      ends.push(end);
      added();
    },
    effectsOf: (subject) =>
      effects.filter((effect) => effect.subject === subject).map((effect) => effect.what),
    endsOf: (eventId) => ends.filter((end) => end.eventId === eventId),
    until: (look) =>
      new Promise((resolve) => {
        const watcher = () => {
          const found = look();
          if (!found) return;
          watchers.delete(watcher);
          resolve(found);
        };
        watchers.add(watcher);
        watcher();
      }),
  };
}
