import { inheritedVariables } from "../../env";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const lookForParentEveryMs = 1_000;

/**
 * Resolves when this process is asked to stop, by a signal or by npm's end: npm hands a signal to the shell between it and
 * us, which ends without passing it on, so a container that runs `npm start` would leave us to be killed.
 */
export function whenAskedToStop(): Promise<"asked"> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve("asked"));
    if (inheritedVariables().npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve("asked");
    }, lookForParentEveryMs).unref();
  });
}
