import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { collectFailure } from "./collect-failure";

// What `action.yml` starts. The token comes on standard input, where no list of processes shows it.

const { values } = parseArgs({
  options: {
    "api-url": { type: "string" },
    repository: { type: "string" },
    "run-id": { type: "string" },
    "run-attempt": { type: "string" },
    out: { type: "string" },
  },
});

async function main(): Promise<void> {
  const out = required("out");
  const failure = await collectFailure(
    {
      apiUrl: required("api-url"),
      repository: required("repository"),
      runId: required("run-id"),
      runAttempt: Number(required("run-attempt")),
      token: (await text(process.stdin)).trim(),
    },
    (ms) => wait(ms),
  );
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, JSON.stringify(failure));
  console.log(
    `Collected ${failure.jobs.length} failed job${failure.jobs.length === 1 ? "" : "s"} of run ${failure.run_id}.`,
  );
  for (const each of failure.missing) console.log(`::warning::${each.replaceAll("\n", " ")}`);
}

function required(name: keyof typeof values): string {
  const value = values[name];
  if (!value) throw new Error(`--${name} is missing. action.yml shows all that are needed.`);
  return value;
}

main().catch((error: unknown) => {
  console.error(`::error::${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
