import { startEngine } from "@/lib/standalone/engine";
import { silentLog } from "@/tests/support/engine/test-engine";

/** An engine in a process of its own, to be killed: `engine-process.ts <options as JSON>`. */
const options = JSON.parse(process.argv[2] ?? "{}");
await startEngine({
  ...options,
  log: silentLog,
  tuning: { leaseMs: 600, pollMs: 20, retryDelayMs: () => 50 },
});
process.stdout.write("ready\n");
