import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { extractEvidence } from "../extract";
import { inputOf } from "./answer";
import { type Arguments, parseArguments, usage } from "./arguments";
import { answerBatch } from "./batch";
import { colourful, plain, showEvidence } from "./show";
import { answerParcels } from "./thread";

/** `npm run -s evidence`: from raw CI logs to the evidence of their failures. */
async function main(): Promise<void> {
  // The reader of a pipe may have seen enough ("| head"): that is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const options = read(process.argv.slice(2));
  if (!options) return;
  if (options.mode === "help") console.log(usage);
  else if (options.mode === "batch") await answerBatch();
  else if (options.logs.includes("-") && process.stdin.isTTY) refuse("there is no log on standard input");
  else for (const log of options.logs) await show(log, options);
}

function read(argv: string[]): Arguments | null {
  try {
    return parseArguments(argv);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function refuse(reason: string): void {
  console.error(`evidence: ${reason}\n\n${usage}`);
  process.exitCode = 2;
}

async function show(log: string, options: Arguments): Promise<void> {
  try {
    const evidence = await extractEvidence(inputOf({ ...options, id: log, log }));
    const isLookedAt = process.stdout.isTTY && process.stdout.hasColors();
    const text =
      options.mode === "json"
        ? `${JSON.stringify({ id: log, ok: true, ...evidence })}\n`
        : showEvidence(log === "-" ? "standard input" : log, evidence, isLookedAt ? colourful : plain);
    process.stdout.write(text);
  } catch (error) {
    console.error(`evidence: ${log}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

if (isMainThread) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
} else {
  answerParcels();
}
