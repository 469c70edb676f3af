import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { callApp } from "./call-app";
import type { EngineContext } from "./context";
import { storeSchedules } from "./cron";
import { AppUnreachable, EngineRefusal, errorText } from "./errors";
import { parseFunctions } from "./function-config";
import { storeFunctions } from "./registry";

/**
 * Which functions the app serves. The engine asks, again and again: until the app is up, and then every few seconds,
 * because a hot reload or a restart changes functions without telling anyone. The app may also tell by itself
 * (`/fn/register`, the other half of the SDK's protocol).
 */

const registrationBody = z.looseObject({ functions: z.array(z.unknown()) });

/** Takes over a list of functions. True: it differs from the last one. @throws EngineRefusal */
export async function registerFunctions(engine: EngineContext, body: unknown): Promise<boolean> {
  const parsed = registrationBody.safeParse(body);
  if (!parsed.success)
    throw new AppUnreachable(`The app's list of functions cannot be read: ${parsed.error.message}`);
  const functions = parseFunctions(parsed.data.functions);
  if (JSON.stringify(functions) === JSON.stringify(engine.registry.all())) return false;
  await engine.db.transaction(async (sql) => {
    await storeFunctions(sql, functions);
    await storeSchedules(sql, functions, engine.clock.now());
  });
  engine.registry.replace(functions);
  engine.log.info({ functions: functions.map((fn) => fn.id) }, "engine: functions registered");
  engine.wake();
  return true;
}

export type Synchronisation = {
  /** Resolves with the first accepted registration, rejects with the first EngineRefusal. */
  first: Promise<void>;
  /** Asks the app now. @throws EngineRefusal, AppUnreachable */
  now(): Promise<void>;
};

const unreachableRetryMs = 500;

export function startSynchronisation(engine: EngineContext): Synchronisation {
  const { tuning, stopping, log } = engine;
  let settle: { resolve(): void; reject(error: unknown): void } | null = null;
  const first = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody has to listen: refusals are logged in any case.
  first.catch(() => {});

  async function keepAsking(): Promise<void> {
    let lastProblem = "";
    while (!stopping.aborted) {
      let waitMs = tuning.syncEveryMs;
      try {
        await askApp(engine);
        lastProblem = "";
        settle?.resolve();
      } catch (error) {
        if (stopping.aborted) return;
        const problem = errorText(error);
        if (problem !== lastProblem && error instanceof EngineRefusal) log.error({}, problem);
        if (problem !== lastProblem && !(error instanceof EngineRefusal))
          log.info({ problem }, "engine: waiting for the app");
        lastProblem = problem;
        if (error instanceof EngineRefusal) settle?.reject(error);
        else waitMs = Math.min(unreachableRetryMs, waitMs);
      }
      await pause(waitMs, undefined, { signal: stopping }).catch(() => {});
    }
  }

  void keepAsking();
  return { first, now: () => askApp(engine) };
}

/** One in-band synchronisation: a signed PUT that the app answers with its functions. */
async function askApp(engine: EngineContext): Promise<void> {
  const result = await callApp({
    url: engine.appUrl,
    method: "PUT",
    body: { url: engine.appUrl.href },
    headers: { "x-inngest-sync-kind": "in_band" },
    signingKey: engine.keys.signingKey,
    signal: engine.stopping,
  });
  if (result.kind !== "answered") throw new AppUnreachable(result.reason);
  if (result.answer.status !== 200) {
    throw new AppUnreachable(`The app answered ${result.answer.status}: ${result.answer.body.slice(0, 200)}`);
  }
  await registerFunctions(engine, JSON.parse(result.answer.body));
}
