import { randomBytes } from "node:crypto";
import { type Engine, type EngineLog, type EngineOptions, startEngine } from "@/lib/standalone/engine";

export const silentLog: EngineLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function createKeys() {
  return {
    signingKey: `signkey-test-${randomBytes(32).toString("hex")}`,
    eventKey: randomBytes(16).toString("hex"),
  };
}

/** An engine with short waits between looks, so that tests are quick on a fast clock. */
export function startTestEngine(
  options: Omit<EngineOptions, "log"> & Partial<Pick<EngineOptions, "log">>,
): Promise<Engine> {
  return startEngine({ log: silentLog, ...options, tuning: { pollMs: 20, ...options.tuning } });
}
