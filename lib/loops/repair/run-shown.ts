import type { SeenRun } from "@/lib/domain/local-proof";
import { extractEvidence } from "@/lib/evidence/extract";
import { redact } from "@/lib/evidence/redact/redact";
import type { Sandbox } from "@/lib/sandbox/types";

const timeoutSeconds = 120;
const lineCharactersMax = 160;

/** How programs say that something of CI's machine is not on this one: packages, programs, the network. */
const missingHere =
  /Cannot find (?:module|package) |ModuleNotFoundError|No module named|command not found|: not found$|could not determine executable to run|EAI_AGAIN|ENOTFOUND|ENETUNREACH|Could not resolve host|Temporary failure in name resolution|Network is unreachable|dial tcp: lookup/;

export interface RunOfCommand extends SeenRun {
  seconds: number;
}

/** Runs shell text in a tree, and reads from its output what CI's evidence is read from. */
export async function runShown(
  sandbox: Sandbox,
  command: string,
  treeDirectory: string,
  signal: AbortSignal,
): Promise<RunOfCommand> {
  const result = await sandbox.run({
    // As GitHub runs a step: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
    command: ["/bin/sh", "-e", "-c", command],
    treeDirectory,
    timeoutSeconds,
    environment: { CI: "true", NO_COLOR: "1", PYTHONDONTWRITEBYTECODE: "1" },
    signal,
  });
  const output = `${result.standardOutput}\n${result.standardError}`;
  const evidence = await extractEvidence({ log: Buffer.from(output) });
  const missing = output.split("\n").find((line) => missingHere.test(line)) ?? null;
  return {
    exitCode: result.exitCode,
    timedOut: result.timedOut,
    failingTests: evidence.failingTests,
    missing: missing === null ? null : redact(missing.trim()).text.slice(0, lineCharactersMax),
    seconds: Math.round(result.durationMs / 100) / 10,
  };
}
