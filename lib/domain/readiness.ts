/** What is known of this process and of what it depends on. */
export interface ReadinessFacts {
  /** Why nothing can be done here at all, such as a database that does not answer; null where it can. */
  obstacle: string | null;
  /** When the scheduler last let the reconciler look; null: never, as far as our rows know. */
  lastLookAt: Date | null;
  startedAt: Date;
  now: Date;
}

export interface Readiness {
  ready: boolean;
  reasons: string[];
  lastLookAt: string | null;
}

/** The reconciler looks once a minute: a scheduler that missed five of them is not there, or does not reach us. */
const silenceMinutesMax = 5;

/** Ready is who can reach the database and is called by the scheduler. A new process may wait for its first call. */
export function judgeReadiness({ obstacle, lastLookAt, startedAt, now }: ReadinessFacts): Readiness {
  const heardAt = Math.max(lastLookAt?.getTime() ?? 0, startedAt.getTime());
  const isSilent = now.getTime() - heardAt > silenceMinutesMax * 60_000;
  const silence = `The scheduler has called no stage for ${silenceMinutesMax} minutes: is it running, and does it reach /api/inngest with the same signing key?`;
  const reasons = obstacle !== null ? [obstacle] : isSilent ? [silence] : [];
  return { ready: reasons.length === 0, reasons, lastLookAt: lastLookAt?.toISOString() ?? null };
}
