import { setMaxListeners } from "node:events";
import type { EngineContext } from "./context";
import { openDatabase } from "./database";
import { errorText } from "./errors";
import { prune } from "./prune";
import { startSynchronisation } from "./registration";
import { createRegistry, loadFunctions } from "./registry";
import { prepareSchema } from "./schema";
import { startServer } from "./server";
import {
  type Clock,
  defaultTuning,
  type EngineKeys,
  type EngineLog,
  type EngineTuning,
  systemClock,
} from "./settings";
import { startWorker, type Worker } from "./worker";

/**
 * The embedded engine: runs the app's Inngest functions where no Inngest server is configured. It speaks the SDK's
 * published HTTP protocol (https://github.com/inngest/inngest/blob/main/docs/SDK_SPEC.md) in its signed form, to the very same
 * functions, and keeps everything in PostgreSQL. It is for one machine: several engine processes on one database are
 * safe, but there is one app, reached at one address, and no screen to look at. Steps run at least once; a step that was
 * recorded never runs again, whatever is killed and when.
 *
 * The way of an event: server → events → event-store; worker → publish → cancellation, waits, triggers → runs → queue. The
 * way of a call: worker → queue (a claim is a lease) → drive → call-app → answer → decide (pure) → record → resume. What
 * is not supported is refused by name: function-config before anything runs, decide while it runs.
 */

export type EngineOptions = EngineKeys & {
  databaseUrl: string;
  /** Where the app serves its functions, for example `http://127.0.0.1:3000/api/inngest`. */
  appUrl: string;
  log: EngineLog;
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  clock?: Clock;
  tuning?: Partial<EngineTuning>;
};

export type Engine = {
  /** The app's INNGEST_BASE_URL. */
  baseUrl: string;
  /** Resolves once the app's functions are known; rejects with EngineRefusal if they ask for what is not supported. */
  registered: Promise<void>;
  /** Asks the app for its functions now, instead of within a few seconds. */
  synchronise(): Promise<void>;
  /** Looks for due work now: for whoever moves the clock. */
  wake(): void;
  stop(): Promise<void>;
};

export type { Clock, EngineLog, EngineTuning } from "./settings";

/** How long an event is held while the app's functions are not known yet. */
const doorHoldMs = 10_000;

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { log, clock = systemClock, port = 0, host = "127.0.0.1" } = options;
  const tuning = { ...defaultTuning, ...options.tuning };
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // each call under way listens
  const db = openDatabase(options.databaseUrl, (error) => {
    // A pool that has ended may still be saying goodbye when its server stops.
    if (stop.signal.aborted) return;
    log.warn({ error: errorText(error) }, "engine: an idle database connection broke");
  });
  let worker: Worker | undefined;
  try {
    await prepareSchema(db);
    const engine: EngineContext = {
      db,
      registry: createRegistry(await loadFunctions(db)),
      keys: { signingKey: options.signingKey, eventKey: options.eventKey },
      appUrl: new URL(options.appUrl),
      clock,
      log,
      tuning,
      wake: () => worker?.wake(),
      stopping: stop.signal,
    };
    const synchronisation = startSynchronisation(engine);
    const server = await startServer(engine, host, port, {
      isOpen: async () =>
        engine.registry.all().length > 0 || settledWithin(synchronisation.first, doorHoldMs),
    });
    worker = startWorker(engine);
    const pruning = setInterval(() => {
      prune(engine).catch((error: unknown) =>
        log.error({ error: errorText(error) }, "engine: pruning failed"),
      );
    }, tuning.pruneEveryMs);
    return {
      baseUrl: server.baseUrl,
      registered: synchronisation.first,
      synchronise: synchronisation.now,
      wake: engine.wake,
      stop: async () => {
        stop.abort();
        clearInterval(pruning);
        await server.close();
        await worker?.stop();
        await db.end();
      },
    };
  } catch (error) {
    stop.abort();
    await db.end();
    throw error;
  }
}

async function settledWithin(promise: Promise<void>, waitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, waitMs, false);
  });
  const settled = promise.then(
    () => true,
    () => false,
  );
  return Promise.race([settled, late]).finally(() => clearTimeout(timer));
}
