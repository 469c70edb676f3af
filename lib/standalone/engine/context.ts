import type { Database } from "./database";
import type { Registry } from "./registry";
import type { Clock, EngineKeys, EngineLog, EngineTuning } from "./settings";

/** What the parts of one engine share. */
export type EngineContext = {
  db: Database;
  registry: Registry;
  keys: EngineKeys;
  appUrl: URL;
  clock: Clock;
  log: EngineLog;
  tuning: EngineTuning;
  /** Something became due in this process: look at once instead of at the next poll. */
  wake(): void;
  /** Aborted when the engine stops. */
  stopping: AbortSignal;
};
