import { type Agenda, readAgenda } from "./agenda";
import type { EngineContext } from "./context";
import { tick } from "./cron";
import { endDebounce } from "./debounce";
import { drive } from "./drive";
import { errorText } from "./errors";
import { publishNext } from "./publish";
import { claim, type Job, releaseLeases, renewLeases } from "./queue";
import { endDueWait } from "./timers";

/**
 * The loop that makes time pass: it publishes events, ends what is due, claims jobs and drives them, and sleeps until
 * something in this process wakes it, the next thing falls due, or it is time to look for work of others.
 */
export type Worker = {
  wake(): void;
  /** Stops claiming, ends the calls under way, gives their jobs back. */
  stop(): Promise<void>;
};

/** Within one turn, so that a flood of events cannot keep jobs from being claimed, nor the other way round. */
const perTurnMax = 50;

export function startWorker(engine: EngineContext): Worker {
  const { db, clock, log, tuning, stopping } = engine;
  const underWay = new Map<Promise<void>, Job>();
  const alarm = createAlarm();

  /** Does some of what is due. False: nothing could be done. */
  async function turn(agenda: Agenda): Promise<boolean> {
    let busy = false;
    const chores = [
      agenda.event && publishNext,
      agenda.wait && endDueWait,
      agenda.debounce && endDebounce,
      agenda.cron && tick,
    ];
    for (const chore of chores) {
      for (let count = 0; chore && count < perTurnMax && (await chore(engine)); count += 1) busy = true;
    }
    const room = tuning.callsMax - underWay.size;
    if (!agenda.job || room <= 0 || stopping.aborted) return busy;
    const jobs = await claim(db, clock.now(), room, tuning.leaseMs);
    for (const job of jobs) begin(job);
    return busy || jobs.length > 0;
  }

  function begin(job: Job): void {
    const driving = drive(engine, job)
      .catch((error: unknown) => {
        // The lease runs out and the job is taken again: the database was away, or this is a defect of ours.
        log.error({ runId: job.runId, error: errorText(error) }, "engine: a call could not be recorded");
      })
      .finally(() => {
        underWay.delete(driving);
        alarm.ring();
      });
    underWay.set(driving, job);
  }

  async function loop(): Promise<void> {
    while (!stopping.aborted) {
      try {
        const rung = alarm.next();
        const agenda = await readAgenda(db, clock.now());
        if (await turn(agenda)) continue;
        const dueInMs = (agenda.nextDueAt?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now().getTime();
        await rung(Math.max(1, Math.min(dueInMs, tuning.pollMs)));
      } catch (error) {
        log.error({ error: errorText(error) }, "engine: the database did not answer, trying again");
        await alarm.next()(tuning.pollMs);
      }
    }
  }

  const looping = loop();
  const renewal = setInterval(() => {
    if (underWay.size === 0) return;
    renewLeases(db, [...underWay.values()], tuning.leaseMs).catch((error: unknown) =>
      log.error({ error: errorText(error) }, "engine: leases could not be renewed"),
    );
  }, tuning.leaseMs / 4);

  return {
    wake: alarm.ring,
    stop: async () => {
      clearInterval(renewal);
      alarm.ring();
      await looping;
      const jobs = [...underWay.values()];
      await Promise.allSettled([...underWay.keys()]);
      if (jobs.length > 0) await releaseLeases(db, jobs);
    },
  };
}

/** A sleep that can be cut short. A ring between `next()` and the sleep is not lost: the sleep then ends at once. */
function createAlarm() {
  let ring = () => {};
  return {
    ring: () => ring(),
    next: () => {
      const rung = new Promise<void>((resolve) => {
        ring = resolve;
      });
      return async (afterMs: number) => {
        let timer: NodeJS.Timeout | undefined;
        const over = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, afterMs);
        });
        await Promise.race([rung, over]);
        clearTimeout(timer);
      };
    },
  };
}
